import { SeededRandom } from '../simulation/random.ts';
import type { PollOutcome } from './poll-outcome.ts';

/** The scores of a rule over many polls. Shares are between 0 and 1; `NaN`: nothing to measure. */
export interface Scores {
  readonly precision: number;
  /** The recall over all true breakouts, including those not refreshed over the window. */
  readonly recall: number;
  readonly recallOfNewHits: number;
  readonly recallOfResurgences: number;
  readonly f1: number;
  /** The recall over the breakouts that were refreshed over the window. */
  readonly recallInReach: number;
  readonly f1InReach: number;
  readonly falseAlarmsPerPoll: number;
  readonly averagePrecision: number;
  readonly emptyPolls: number;
  /** The typical size of a flagged account over that of all accounts. */
  readonly sizeRatio: number;
}

/** The counts of a poll, or their sums over several. */
interface Sums {
  readonly truths: number;
  readonly found: number;
  readonly truthsInReach: number;
  readonly foundInReach: number;
  readonly falseAlarms: number;
}

function sumsOf({ newHits, resurgences, falseAlarms }: PollOutcome): Sums {
  return {
    truths: newHits.all + resurgences.all,
    found: newHits.found + resurgences.found,
    truthsInReach: newHits.inReach + resurgences.inReach,
    foundInReach: newHits.inReachFound + resurgences.inReachFound,
    falseAlarms,
  };
}

function add(a: Sums, b: Sums): Sums {
  return {
    truths: a.truths + b.truths,
    found: a.found + b.found,
    truthsInReach: a.truthsInReach + b.truthsInReach,
    foundInReach: a.foundInReach + b.foundInReach,
    falseAlarms: a.falseAlarms + b.falseAlarms,
  };
}

const NOTHING: Sums = { truths: 0, found: 0, truthsInReach: 0, foundInReach: 0, falseAlarms: 0 };

/**
 * Computes the scores over all polls: posts are pooled, so that a poll with many breakouts weighs
 * more.
 */
export function scoresOf(outcomes: readonly PollOutcome[]): Scores {
  const sum = (pick: (outcome: PollOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + pick(outcome), 0);
  const mean = (values: readonly number[]) =>
    values.reduce((total, value) => total + value, 0) / values.length;
  const known = (pick: (outcome: PollOutcome) => number) =>
    outcomes.map(pick).filter((value) => !Number.isNaN(value));
  const sums = outcomes.map(sumsOf).reduce(add, NOTHING);
  return {
    precision: SCORES.precision(sums),
    recall: SCORES.recall(sums),
    recallOfNewHits: sum(({ newHits }) => newHits.found) / sum(({ newHits }) => newHits.all),
    recallOfResurgences:
      sum(({ resurgences }) => resurgences.found) / sum(({ resurgences }) => resurgences.all),
    f1: SCORES.f1(sums),
    recallInReach: sums.foundInReach / sums.truthsInReach,
    f1InReach: SCORES.f1InReach(sums),
    falseAlarmsPerPoll: SCORES.falseAlarmsPerPoll(sums, outcomes.length),
    averagePrecision: mean(known((outcome) => outcome.averagePrecision)),
    emptyPolls: sum(({ isEmpty }) => (isEmpty ? 1 : 0)) / outcomes.length,
    sizeRatio: Math.exp(mean(known(({ sizeRatio }) => Math.log(sizeRatio)))),
  };
}

const SCORES = {
  precision: ({ found, falseAlarms }: Sums) => found / (found + falseAlarms),
  recall: ({ found, truths }: Sums) => found / truths,
  f1: ({ found, falseAlarms, truths }: Sums) => (2 * found) / (found + falseAlarms + truths),
  f1InReach: ({ foundInReach, falseAlarms, truthsInReach }: Sums) =>
    (2 * foundInReach) / (foundInReach + falseAlarms + truthsInReach),
  falseAlarmsPerPoll: ({ falseAlarms }: Sums, polls: number) => falseAlarms / polls,
} as const satisfies Readonly<Record<string, (sums: Sums, polls: number) => number>>;

export type ScoreName = keyof typeof SCORES;

const RESAMPLES = 1000;

/**
 * Computes the 95 % interval of a score: the polls are drawn again, with replacement, 1,000 times
 * (percentile bootstrap, seeded).
 */
export function interval(
  outcomes: readonly PollOutcome[],
  score: ScoreName,
): readonly [number, number] {
  const random = new SeededRandom(outcomes.length);
  const sums = outcomes.map(sumsOf);
  const drawn = Float64Array.from({ length: RESAMPLES }, () => {
    let total = NOTHING;
    for (let i = 0; i < sums.length; i++)
      total = add(total, sums[random.integer(0, sums.length - 1)] as Sums);
    return SCORES[score](total, sums.length);
  }).sort();
  return [
    drawn[Math.floor(0.025 * RESAMPLES)] ?? Number.NaN,
    drawn[Math.ceil(0.975 * RESAMPLES) - 1] ?? Number.NaN,
  ];
}
