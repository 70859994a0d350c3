import { beforeAll, describe, expect, it } from 'vitest';
import { BALANCED, TUTORIAL } from './candidate-rule.ts';
import { evaluateWorlds, type OutcomesByRule } from './evaluate-worlds.ts';
import { EVALUATION_WORLDS, type EvaluationWorld } from './evaluation-worlds.ts';
import type { PollOutcome } from './poll-outcome.ts';
import { REPORTED_SEEDS, type ReportedScores } from './reported-scores.ts';
import { interval, scoresOf } from './scores.ts';

/**
 * Neither the seeds on which thresholds were tuned (0–99) nor those that are reported (1000–1199).
 */
const SEEDS = Array.from({ length: 30 }, (_, place) => 200 + place);

/**
 * Standard errors by which a score may be worse than reported. If nothing has changed, all
 * comparisons hold together in 95 % of the cases: the normal quantile of 1 − 0.05/88 (Bonferroni;
 * two for each of 44 worlds).
 */
const MAX_ERRORS = 3.25;

/**
 * Standard error of the difference between a score of the held seeds and the same of the reported
 * ones.
 */
function errorOfDifference(
  outcomes: readonly PollOutcome[],
  score: 'f1' | 'falseAlarmsPerPoll',
): number {
  const [low, high] = interval(outcomes, score);
  const error = (high - low) / (2 * 1.96);
  return error * Math.sqrt(1 + outcomes.length / REPORTED_SEEDS);
}

function worldOf({ name, window }: ReportedScores): EvaluationWorld {
  const world = EVALUATION_WORLDS.find(
    (one) => one.name === name && one.settings.windowDays === window,
  );
  if (world === undefined) throw new Error(`there is no world ${name} with w = ${window}`);
  return world;
}

/**
 * Declares the tests of some worlds: that the rule scores no worse than reported, in 30 simulated
 * worlds of each kind. Test files with some of the worlds each run side by side.
 */
export function testReportedScores(title: string, reported: readonly ReportedScores[]): void {
  const outcomesOf = new Map<ReportedScores, OutcomesByRule>();

  describe(title, () => {
    beforeAll(() => {
      const outcomes = evaluateWorlds(reported.map(worldOf), SEEDS, [BALANCED, TUTORIAL]);
      for (const [index, ofWorld] of outcomes.entries())
        outcomesOf.set(reported[index] as ReportedScores, ofWorld);
    }, 300_000);

    it.each(reported)('scores no worse than reported: $name, w = $window', (world) => {
      const outcomes = outcomesOf.get(world);
      const balanced = outcomes?.get(BALANCED.name) ?? [];
      const scores = scoresOf(balanced);
      expect(balanced).toHaveLength(SEEDS.length);
      expect(scores.f1).toBeGreaterThan(world.f1 - MAX_ERRORS * errorOfDifference(balanced, 'f1'));
      expect(scores.falseAlarmsPerPoll).toBeLessThan(
        world.falseAlarms + MAX_ERRORS * errorOfDifference(balanced, 'falseAlarmsPerPoll'),
      );
      expect(scores.f1).toBeGreaterThan(2 * scoresOf(outcomes?.get(TUTORIAL.name) ?? []).f1);
    });
  });
}
