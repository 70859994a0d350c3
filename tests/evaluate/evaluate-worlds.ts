import { windowsToAsk } from '../../utils/breakouts/model/lookback-window.ts';
import { pollWorld } from '../simulation/poll.ts';
import { simulatedWorld } from '../simulation/world.ts';
import type { Contender } from './candidate-rule.ts';
import type { EvaluationWorld } from './evaluation-worlds.ts';
import { type PollOutcome, pollOutcome } from './poll-outcome.ts';

/**
 * Runs the rules in the worlds of some seeds. Returns outcomes by name of the rule, in the order of
 * the seeds.
 */
export function evaluateWorlds(
  { settings }: Pick<EvaluationWorld, 'settings'>,
  seeds: readonly number[],
  contenders: readonly Contender[],
): ReadonlyMap<string, readonly PollOutcome[]> {
  const outcomes = new Map(contenders.map(({ name }): [string, PollOutcome[]] => [name, []]));
  for (const seed of seeds) {
    const world = simulatedWorld(seed, settings);
    const poll = pollWorld(world, windowsToAsk(settings.windowDays));
    for (const { name, flag } of contenders) {
      outcomes.get(name)?.push(pollOutcome(world, poll, flag(poll, settings.windowDays)));
    }
  }
  return outcomes;
}
