import { describe, expect, it } from 'vitest';
import { DEATH_SCENARIOS, type DeathScenario } from '../../soak/death-scenarios.ts';
import { DeathWorld } from '../../soak/death-world.ts';
import type { Fate } from '../../soak/simulated-browser.ts';

/** A death at a write, and the reaction of the page that sent the command. */
interface Death {
  readonly fate: Fate;
  readonly repeats: boolean;
}

const FATES: readonly Fate[] = ['dies-before', 'dies-after'];

/** The deaths to simulate at a write: all, or, in `npm test`, one for each write in turn. */
function deathsAt(write: number, { isUnattended, isSlow }: DeathScenario): readonly Death[] {
  const all = FATES.flatMap((fate) =>
    (isUnattended ? [false] : [true, false]).map((repeats) => ({ fate, repeats })),
  );
  if (process.env.EVERY_DEATH !== undefined) return all;
  if (isSlow && write % 4 > 0) return [];
  const turn = isSlow ? write / 4 : write;
  return all.filter((_, index) => index === turn % all.length);
}

type State = Awaited<ReturnType<DeathWorld['state']>>;

interface Outcome {
  readonly before: State;
  readonly after: State;
  readonly isConfirmed: boolean;
  readonly writes: number;
  /** Points of the history that were there before and are not any more. */
  readonly lostPoints: number;
}

/**
 * Runs a scenario in which the worker dies at one write. @param write its number, from 1; `null`:
 * it survives
 */
async function liveThrough(
  scenario: DeathScenario,
  write: number | null,
  fate: Fate,
  repeats: boolean,
): Promise<Outcome> {
  const world = scenario.isConnected ? await DeathWorld.connected() : await DeathWorld.open();
  await scenario.prepare?.(world);
  const before = await world.state();
  const points = await world.historyPoints();
  world.killAt(write, fate);
  const isConfirmed = await scenario.act(world, repeats);
  const { writes } = world;
  await world.rest();
  const present = new Set(await world.historyPoints());
  const after = { ...(await world.state()) };
  for (const part of scenario.mayDiffer ?? []) delete after[part];
  return {
    before,
    after,
    isConfirmed,
    writes,
    lostPoints: points.filter((point) => !present.has(point)).length,
  };
}

describe.each(DEATH_SCENARIOS)('$name', (scenario) => {
  it('ends with the same data wherever the worker dies', { timeout: 300_000 }, async () => {
    const undisturbed = await liveThrough(scenario, null, 'survives', true);
    expect(undisturbed.writes).toBeGreaterThan(0);
    expect(undisturbed.after).toMatchObject({ undeclared: [], ...scenario.leadsTo });
    expect(undisturbed.lostPoints > 0).toBe(scenario.removesHistory === true);
    for (let write = 1; write <= undisturbed.writes; write++) {
      for (const { fate, repeats } of deathsAt(write, scenario)) {
        const repetition = repeats ? 'repeated' : 'not repeated';
        const where = `${fate} write ${write} of ${undisturbed.writes}, ${repetition}`;
        const { before, after, isConfirmed, lostPoints } = await liveThrough(
          scenario,
          write,
          fate,
          repeats,
        );
        // A page that is closed before the answer may find it done or undone, and nothing in
        // between.
        const isDone =
          repeats || isConfirmed || scenario.isUnattended || isSame(after, undisturbed.after);
        expect({ where, state: after }).toEqual({
          where,
          state: isDone ? undisturbed.after : before,
        });
        if (!scenario.removesHistory)
          expect({ where, lostPoints }).toEqual({ where, lostPoints: 0 });
      }
    }
  });
});

function isSame(one: State, other: State): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
