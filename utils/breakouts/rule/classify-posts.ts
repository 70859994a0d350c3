import { accountRises } from '../baseline/account-rise.ts';
import { ageClasses } from '../baseline/age-class.ts';
import { expectedGain } from '../baseline/expected-gain.ts';
import { type LifetimeStats, lifetimeStatsOf } from '../baseline/lifetime-stats.ts';
import { scatter } from '../baseline/scatter.ts';
import type { Deltas } from '../model/delta-table.ts';
import type { Post } from '../model/post.ts';
import type { PostState } from '../model/post-state.ts';
import { postTable } from '../model/post-table.ts';
import { type Sensitivity, thresholdsOf } from '../model/sensitivity.ts';
import { valueAt } from '../stats/value-at.ts';
import type { Classification } from './classification.ts';
import { compareClassifications } from './classification-order.ts';
import { type Criteria, classifyRow, type Features, stateOfRow } from './classify-row.ts';
import { isBreakout } from './is-breakout.ts';
import { logMultiples, multipleOf } from './multiple.ts';
import { speedUp } from './speed-up.ts';

export type { Classification } from './classification.ts';

/** The posts to classify. */
export interface ClassifierInput {
  readonly posts: readonly Post[];
  /** Over the window, twice the window and a week. */
  readonly deltas: Deltas;
  /** Look-back window w, in days. */
  readonly windowDays: number;
  /** ms since epoch. */
  readonly now: number;
  /** The lifetime statistics of the same posts, if known; they are equal for every window. */
  readonly lifetimes?: LifetimeStats;
}

/** The criteria that do not depend on the posts. */
export interface ClassifierCriteria {
  readonly sensitivity: Sensitivity;
  /**
   * Ids of current breakouts, which stay breakouts a little longer than others take to become one.
   * Default: none.
   */
  readonly flaggedBefore?: ReadonlySet<string>;
}

export type ClassifyInput = ClassifierInput & ClassifierCriteria;

/** An account whose posts are up together. */
interface RisenAccount {
  /** Times the account's usual. */
  readonly multiple: number;
  /** Rows of the posts that would be breakouts without the account's rise, in the rule's order. */
  readonly rows: readonly number[];
}

/**
 * Classified posts, row by row: the results for a large library are not held, but made when they
 * are asked for.
 */
export interface ClassifiedPosts {
  readonly states: readonly PostState[];
  /** Gained over the window; `NaN` where that is unknown. */
  readonly gain: Float64Array;
  /** Scatter of the gains of the post's account, of posts older than two windows. */
  readonly gainScatter: Float64Array;
  /** Gain over the expected gain; `NaN` where either is unknown. */
  multiple(row: number): number;
  classificationOf(row: number): Classification;
  /** Each in the place of its posts, highest multiple first. */
  readonly risenAccounts: readonly RisenAccount[];
  /** Classifies a post as if no account had risen. */
  steadyClassificationOf(row: number): Classification;
  /** Rows by account, of the accounts that have risen. */
  readonly risenRows: readonly (readonly number[])[];
}

/**
 * The breakout rule: the gain of each post, the usual of its age on its own account, and the
 * significance of the difference. Every post is in the result once, in the order of
 * {@link compareClassifications}. Pure: equal inputs, in any order, give equal results.
 *
 * Step by step: {@link lifetimeStatsOf} (age, the usual of the account's other posts),
 * {@link postTable} (eligibility, gain), {@link expectedGain}, {@link accountRises},
 * {@link scatter}, {@link speedUp}, and for each post {@link classifyRow} (multiples, strength,
 * decision).
 */
export function classifyPosts(input: ClassifyInput): Classification[] {
  const { classificationOf } = createClassifier(input)(input);
  return input.posts.map((_, row) => classificationOf(row)).sort(compareClassifications);
}

/**
 * Creates the rule for one library and window, computing once what does not depend on the criteria.
 */
export function createClassifier(
  input: ClassifierInput,
): (by: ClassifierCriteria) => ClassifiedPosts {
  const { posts, deltas, windowDays, now } = input;
  const lifetimes = input.lifetimes ?? lifetimeStatsOf(posts);
  const table = postTable(posts, lifetimes, deltas, windowDays);
  const classes = ageClasses(table);
  const isOld = (row: number) =>
    valueAt(table.age, row) > 2 * windowDays && table.isUncertain[row] === 0;
  const steady = expectedGain(table, lifetimes.level, classes);
  const rises = accountRises(table, steady, lifetimes.expectedCount);
  const gain = steady.gain.map((usual, row) => usual * Math.exp(rises.logRise[row] as number));
  const expectedCount = lifetimes.expectedCount.map(
    (usual, row) => usual + (valueAt(gain, row) - valueAt(steady.gain, row) || 0),
  );
  const expected = { ...steady, gain };
  const features: Features = {
    ...{ table, lifetimes, expected, expectedCount },
    gainScatter: scatter(table, lifetimes.level, logMultiples(table.gain, gain, isOld)),
    speedUp: speedUp(table, expected, classes),
  };
  const isReportable = windowDays >= MIN_RISE_WINDOW_DAYS;
  const accounts = rises.ofAccount.reduce<number[]>((risen, logRise, account) => {
    if (isReportable && logRise >= MIN_LOG_RISE) risen.push(account);
    return risen;
  }, []);
  // How far the posts of an account scatter is measured around its rise, which would widen it.
  const steadyFeatures: Features = {
    ...{ ...features, expected: steady, expectedCount: lifetimes.expectedCount },
    speedUp: accounts.length === 0 ? features.speedUp : speedUp(table, steady, classes),
  };

  return ({ sensitivity, flaggedBefore }) => {
    const criteria = { thresholds: thresholdsOf(sensitivity, windowDays), now, flaggedBefore };
    const states = posts.map((post, row) => stateOfRow(features, post, row, criteria));
    const risenAccounts = accounts
      .map((account) => ({
        multiple: Math.exp(rises.ofAccount[account] as number),
        rows: risenRows(table.accounts[account] ?? [], {
          posts,
          states,
          features: steadyFeatures,
          criteria,
        }),
      }))
      .filter(({ rows }) => rows.length >= MIN_RISEN_POSTS)
      .sort((a, b) => b.multiple - a.multiple);
    const isInRise = new Set(risenAccounts.flatMap(({ rows }) => rows));
    return {
      states,
      gain: table.gain,
      gainScatter: features.gainScatter,
      multiple: (row) => multipleOf(valueAt(table.gain, row), valueAt(gain, row)),
      classificationOf: (row) => {
        const classification = classifyRow(features, posts[row] as Post, row, criteria);
        return isInRise.has(row) ? { ...classification, reason: 'account-rise' } : classification;
      },
      risenAccounts,
      steadyClassificationOf: (row) =>
        classifyRow(steadyFeatures, posts[row] as Post, row, criteria),
      risenRows: accounts.map((account) => table.accounts[account] ?? []),
    };
  };
}

/** The minimum log multiple, window (days) and number of posts of an account rise. */
const MIN_LOG_RISE = Math.log(2);
/** Over shorter windows a rise cannot be distinguished from late refreshes. */
const MIN_RISE_WINDOW_DAYS = 4;
export const MIN_RISEN_POSTS = 2;

/**
 * The posts of an account that are breakouts by the features without the account's rise, and none
 * with it.
 */
function risenRows(
  rows: readonly number[],
  at: {
    readonly posts: readonly Post[];
    readonly states: readonly PostState[];
    readonly features: Features;
    readonly criteria: Criteria;
  },
): readonly number[] {
  return rows
    .filter((row) => at.states[row] !== 'new-hit' && at.states[row] !== 'resurging')
    .map((row) => ({
      row,
      classification: classifyRow(at.features, at.posts[row] as Post, row, at.criteria),
    }))
    .filter(({ classification }) => isBreakout(classification))
    .sort(
      (a, b) =>
        (b.classification.multiple ?? 0) - (a.classification.multiple ?? 0) || a.row - b.row,
    )
    .map(({ row }) => row);
}
