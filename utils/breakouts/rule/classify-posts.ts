import { ageClasses } from '../baseline/age-class.ts';
import { expectedGain } from '../baseline/expected-gain.ts';
import { type LifetimeStats, lifetimeStatsOf } from '../baseline/lifetime-stats.ts';
import { scatter } from '../baseline/scatter.ts';
import type { Deltas } from '../model/delta-table.ts';
import type { Post } from '../model/post.ts';
import { postTable } from '../model/post-table.ts';
import type { Measure, PostState } from '../model/ranking.ts';
import { type Sensitivity, thresholdsOf } from '../model/sensitivity.ts';
import type { Classification } from './classification.ts';
import { sortKeys } from './classification-order.ts';
import { classifyRow, stateOfRow } from './classify-row.ts';
import { logMultiples, multipleOf } from './multiple.ts';
import { speedUp } from './speed-up.ts';

export type { Classification } from './classification.ts';

/** What is to be judged. */
export interface Judged {
  readonly posts: readonly Post[];
  /** Over the window and twice the window. */
  readonly deltas: Deltas;
  /** Look-back window w, in days. */
  readonly windowDays: number;
  /** ms since epoch. */
  readonly now: number;
  /** What is ranked. Default: views. */
  readonly measure?: Measure;
  /** Of the same posts in the same measure, where they are known already: they are the same for every window. */
  readonly lifetimes?: LifetimeStats;
}

/** What it is judged by. */
export interface JudgedBy {
  readonly sensitivity: Sensitivity;
  /** Ids of posts that are breakouts already: they stay so a little longer than others take to become one. Default: none. */
  readonly flaggedBefore?: ReadonlySet<string>;
}

/** What is judged, and how. */
export type ClassifyInput = Judged & JudgedBy;

/** Posts that were judged, row by row: the judgements of a large library are not held, but made when they are asked for. */
export interface ClassifiedPosts {
  readonly states: readonly PostState[];
  /** Gained over the window, row by row; `NaN`: not known, or not compared. */
  readonly gain: Float64Array;
  /** Gain over the usual gain; `NaN` where either is not known. Cheaper than a judgement. */
  multiple(row: number): number;
  judgement(row: number): Classification;
}

/**
 * The breakout rule: what each post gained, what is usual for its age on its own account, and whether the difference is one to look at. Every post is in
 * the answer once, in the order of {@link sortKeys}. Pure: equal inputs, in whatever order, give equal answers.
 *
 * Step by step: {@link lifetimeStatsOf} (age, what the account's other posts usually get), {@link postTable} (eligibility, gain), {@link expectedGain},
 * {@link scatter}, {@link speedUp}, and for each post {@link classifyRow} (multiples, strength, decision).
 */
export function classifyPosts(input: ClassifyInput): Classification[] {
  const { judgement } = createClassifier(input)(input);
  return sortKeys(input.posts.map((_, row) => judgement(row)));
}

/** The rule with all found out that does not depend on what is judged by, so that it can be judged by several things: see {@link classifyPosts}. */
export function createClassifier(judged: Judged): (by: JudgedBy) => ClassifiedPosts {
  const { posts, deltas, windowDays, now, measure = 'views' } = judged;
  const lifetimes = judged.lifetimes ?? lifetimeStatsOf(posts, measure);
  const { support } = lifetimes;
  const table = postTable(posts, lifetimes.table, deltas, windowDays, measure);
  const classes = ageClasses(table);
  const expected = expectedGain(table, lifetimes.level, classes, support);
  const isOld = (row: number) => (table.age[row] as number) > 2 * windowDays;
  const findings = {
    ...{ table, lifetimes, expected },
    gainScatter: scatter(table, logMultiples(table.gain, expected.gain, support, isOld)),
    speedUp: speedUp(table, expected, classes, support),
  };
  return ({ sensitivity, flaggedBefore }) => {
    const bar = { thresholds: thresholdsOf(sensitivity, windowDays, measure), now, flaggedBefore };
    return {
      states: posts.map((post, row) => stateOfRow(findings, post, row, bar)),
      gain: table.gain,
      multiple: (row) => multipleOf(table.gain[row] as number, expected.gain[row] as number, support),
      judgement: (row) => classifyRow(findings, posts[row] as Post, row, bar),
    };
  };
}
