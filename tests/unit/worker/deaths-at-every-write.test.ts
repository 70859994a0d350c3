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

/** The beginning of a scenario. */
interface Beginning {
  /** Makes a world in which it begins. */
  readonly copyWorld: () => Promise<DeathWorld>;
  readonly state: State;
  /** The points of the history. */
  readonly points: readonly string[];
}

interface Outcome {
  readonly after: State;
  readonly isConfirmed: boolean;
  readonly writes: number;
  /** Points of the history that were there before and are not any more. */
  readonly lostPoints: number;
}

async function beginningOf({ isConnected, prepare }: DeathScenario): Promise<Beginning> {
  const world = isConnected ? await DeathWorld.connected() : await DeathWorld.open();
  await prepare?.(world);
  return {
    copyWorld: await world.copier(),
    state: await world.state(),
    points: await world.historyPoints(),
  };
}

/**
 * Runs a scenario in which the worker dies at one write. @param write its number, from 1; `null`:
 * it survives
 */
async function liveThrough(
  scenario: DeathScenario,
  { copyWorld, points }: Beginning,
  write: number | null,
  { fate, repeats }: Death,
): Promise<Outcome> {
  const world = await copyWorld();
  world.killAt(write, fate);
  const isConfirmed = await scenario.act(world, repeats);
  const { writes } = world;
  await world.rest();
  const present = new Set(await world.historyPoints());
  const after = { ...(await world.state()) };
  for (const part of scenario.mayDiffer ?? []) delete after[part];
  return {
    after,
    isConfirmed,
    writes,
    lostPoints: points.filter((point) => !present.has(point)).length,
  };
}

describe.each(DEATH_SCENARIOS)('$name', (scenario) => {
  it('ends with the same data wherever the worker dies', { timeout: 300_000 }, async () => {
    const beginning = await beginningOf(scenario);
    const survival = { fate: 'survives', repeats: true } as const;
    const undisturbed = await liveThrough(scenario, beginning, null, survival);
    expect(undisturbed.writes).toBeGreaterThan(0);
    expect(undisturbed.after).toMatchObject({ undeclared: [], ...scenario.leadsTo });
    expect(undisturbed.lostPoints > 0).toBe(scenario.removesHistory === true);
    for (let write = 1; write <= undisturbed.writes; write++) {
      for (const death of deathsAt(write, scenario)) {
        const { fate, repeats } = death;
        const repetition = repeats ? 'repeated' : 'not repeated';
        const where = `${fate} write ${write} of ${undisturbed.writes}, ${repetition}`;
        const lived = await liveThrough(scenario, beginning, write, death);
        const { after, isConfirmed, lostPoints } = lived;
        // A page that is closed before the answer may find it done or undone, and nothing in
        // between.
        const isDone =
          repeats || isConfirmed || scenario.isUnattended || isSame(after, undisturbed.after);
        expect({ where, state: after }).toEqual({
          where,
          state: isDone ? undisturbed.after : beginning.state,
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
