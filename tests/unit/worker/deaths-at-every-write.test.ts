import { describe, expect, it } from 'vitest';
import { DEATH_SCENARIOS, type DeathScenario } from '../../soak/death-scenarios.ts';
import { DeathWorld } from '../../soak/death-world.ts';
import type { Fate } from '../../soak/simulated-browser.ts';

const FATES: readonly Fate[] = ['dies-before', 'dies-after'];

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
 * Lives through a scenario in which the worker dies at one write. @param write its number, from 1;
 * `null`: it survives
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
  return {
    before,
    after: await world.state(),
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
    const isRemoved =
      undisturbed.after.history !== undisturbed.before.history && undisturbed.lostPoints > 0;
    for (let write = 1; write <= undisturbed.writes; write++) {
      for (const fate of FATES) {
        for (const repeats of scenario.isUnattended ? [false] : [true, false]) {
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
          if (!isRemoved) expect({ where, lostPoints }).toEqual({ where, lostPoints: 0 });
        }
      }
    }
  });
});

function isSame(one: State, other: State): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
