import { windowsToAsk } from '../../utils/breakouts/model/lookback-window.ts';
import { pollWorld } from '../simulation/poll.ts';
import { simulatedWorld } from '../simulation/world.ts';
import type { Contender } from './candidate-rule.ts';
import type { EvaluationWorld } from './evaluation-worlds.ts';
import { type PollOutcome, pollOutcome } from './poll-outcome.ts';

/** The posts flagged in the polls of a world, by name of the rule, in order of the seeds. */
export type OutcomesByRule = ReadonlyMap<string, readonly PollOutcome[]>;

/**
 * Runs the rules in worlds, each for some seeds: seed after seed, because the worlds of a seed have
 * most of their posts in common.
 *
 * @param onSeed is called after each seed with the number of seeds so far
 * @returns the outcomes of each world, in the order of the worlds
 */
export function evaluateWorlds(
  worlds: readonly Pick<EvaluationWorld, 'settings'>[],
  seeds: readonly number[],
  contenders: readonly Contender[],
  onSeed: (count: number) => void = () => undefined,
): readonly OutcomesByRule[] {
  const outcomes = worlds.map(
    () => new Map(contenders.map(({ name }): [string, PollOutcome[]] => [name, []])),
  );
  for (const [place, seed] of seeds.entries()) {
    for (const [index, { settings }] of worlds.entries()) {
      const world = simulatedWorld(seed, settings);
      const poll = pollWorld(world, windowsToAsk(settings.windowDays));
      for (const { name, flag } of contenders) {
        const flagged = flag(poll, settings.windowDays);
        outcomes[index]?.get(name)?.push(pollOutcome(world, poll, flagged));
      }
    }
    onSeed(place + 1);
  }
  return outcomes;
}
