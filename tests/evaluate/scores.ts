import { SeededRandom } from '../simulation/random.ts';
import type { PollOutcome } from './outcome-tally.ts';

/** How a rule did over many polls. Shares are between 0 and 1; `NaN` where there was nothing to share. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly recallOfNewHits: number;
  readonly recallOfResurgences: number;
  /** Recall with the breakouts counted that no rule could reach yet. */
  readonly recallOfAll: number;
  readonly f1: number;
  readonly falseAlarmsPerPoll: number;
  readonly averagePrecision: number;
  readonly emptyPolls: number;
  /** Typical size of a flagged account over that of all accounts. */
  readonly sizeRatio: number;
}

/** Scores over all polls together: posts are pooled, so that a poll with many breakouts counts for more. */
export function scoresOf(outcomes: readonly PollOutcome[]): Scores {
  const sum = (pick: (outcome: PollOutcome) => number) => outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;
  const known = (pick: (outcome: PollOutcome) => number) => outcomes.map(pick).filter((value) => !Number.isNaN(value));
  const hits = sum(({ newHits }) => newHits);
  const hitsFound = sum(({ newHitsFound }) => newHitsFound);
  const resurgences = sum((outcome) => outcome.resurgences);
  const resurgencesFound = sum((outcome) => outcome.resurgencesFound);
  const found = hitsFound + resurgencesFound;
  const falseAlarms = sum((outcome) => outcome.falseAlarms);
  const truths = hits + resurgences;
  return {
    precision: found / (found + falseAlarms),
    recall: found / truths,
    recallOfNewHits: hitsFound / hits,
    recallOfResurgences: resurgencesFound / resurgences,
    recallOfAll: found / (truths + sum(({ outOfReach }) => outOfReach)),
    f1: (2 * found) / (found + falseAlarms + truths),
    falseAlarmsPerPoll: falseAlarms / outcomes.length,
    averagePrecision: mean(known((outcome) => outcome.averagePrecision)),
    emptyPolls: sum(({ isEmpty }) => (isEmpty ? 1 : 0)) / outcomes.length,
    sizeRatio: Math.exp(mean(known(({ sizeRatio }) => Math.log(sizeRatio)))),
  };
}

const RESAMPLES = 1000;

/**
 * 95 % interval of a score: the polls are drawn again, with replacement, 1,000 times (percentile bootstrap, seeded).
 */
export function interval(
  outcomes: readonly PollOutcome[],
  score: 'precision' | 'recall' | 'f1' | 'falseAlarmsPerPoll',
): readonly [number, number] {
  const random = new SeededRandom(outcomes.length);
  const sums = outcomes.map(({ newHitsFound, resurgencesFound, newHits, resurgences, falseAlarms }) => ({
    ...{ found: newHitsFound + resurgencesFound, truths: newHits + resurgences, falseAlarms },
  }));
  const drawn = Float64Array.from({ length: RESAMPLES }, () => {
    let [found, truths, falseAlarms] = [0, 0, 0];
    for (let i = 0; i < sums.length; i++) {
      const poll = sums[random.integer(0, sums.length - 1)];
      found += poll?.found ?? 0;
      truths += poll?.truths ?? 0;
      falseAlarms += poll?.falseAlarms ?? 0;
    }
    if (score === 'precision') return found / (found + falseAlarms);
    if (score === 'recall') return found / truths;
    if (score === 'f1') return (2 * found) / (found + falseAlarms + truths);
    return falseAlarms / sums.length;
  }).sort();
  return [drawn[Math.floor(0.025 * RESAMPLES)] ?? Number.NaN, drawn[Math.ceil(0.975 * RESAMPLES) - 1] ?? Number.NaN];
}
