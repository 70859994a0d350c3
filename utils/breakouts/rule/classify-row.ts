import { isLowEngagement } from '../baseline/engagement-rate.ts';
import type { Expected } from '../baseline/expected-gain.ts';
import type { LifetimeStats } from '../baseline/lifetime-stats.ts';
import { usualError } from '../baseline/scatter.ts';
import type { Post } from '../model/post.ts';
import type { PostState } from '../model/post-state.ts';
import type { PostTable } from '../model/post-table.ts';
import type { Thresholds } from '../model/sensitivity.ts';
import { valueAt } from '../stats/value-at.ts';
import type { Classification, ClassificationReason, NoBaselineReason } from './classification.ts';
import { decide, isSurelyOrdinary } from './criteria.ts';
import { isFresh } from './eligibility.ts';
import { CAUTION, hasSpedUp, maxPassingMultiple } from './max-passing-multiple.ts';
import { MIN_USUAL_VIEWS, multipleLowerBound, multipleOf } from './multiple.ts';

/** The computed features of the posts of a library, row by row of the table. */
export interface Features {
  readonly table: PostTable;
  readonly lifetimes: LifetimeStats;
  readonly expected: Expected;
  /** The usual lifetime count, with what the account's rise adds to it. */
  readonly expectedCount: Float64Array;
  /** Scatter of the gains of posts older than two windows. */
  readonly gainScatter: Float64Array;
  readonly speedUp: Float64Array;
}

/** The criteria that posts are classified by. */
export interface Criteria {
  readonly thresholds: Thresholds;
  /** ms since epoch. */
  readonly now: number;
  /** Ids of posts that were breakouts at the last ranking. */
  readonly flaggedBefore: ReadonlySet<string> | undefined;
}

/** A multiple of this much and engagement that lags behind is worth a look before celebrating. */
const MIN_TAGGED_MULTIPLE = 1.5;

/** Returns the state of one post like {@link classifyRow}, with less work where possible. */
export function stateOfRow(
  features: Features,
  post: Post,
  row: number,
  criteria: Criteria,
): PostState {
  const gain = valueAt(features.table.gain, row);
  if (features.table.notCompared[row] !== null || !Number.isFinite(gain))
    return 'insufficient-history';
  if (!isFresh(post, criteria.now)) return 'stale';
  const usualGain = valueAt(features.expected.gain, row);
  const isBarred = isSurelyOrdinary(gain, multipleOf(gain, usualGain), criteria.thresholds);
  // Without a usual there is no multiple, and no threshold excludes the post.
  return isBarred && Number.isFinite(usualGain) && Number.isFinite(features.expectedCount[row])
    ? 'ordinary'
    : classifyRow(features, post, row, criteria).state;
}

/** Classifies one post. A stale post is scored all the same. */
export function classifyRow(
  features: Features,
  post: Post,
  row: number,
  criteria: Criteria,
): Classification {
  const { table, expected, lifetimes } = features;
  const gain = known(table.gain[row]);
  const notCompared = table.notCompared[row] ?? null;
  if (notCompared !== null || gain === null)
    return withoutScore(features, post, row, 'insufficient-history', notCompared ?? 'no-gain');

  const isStale = !isFresh(post, criteria.now);
  const usualCount = known(features.expectedCount[row]);
  const usualGain = known(expected.gain[row]);
  if (usualCount === null || usualGain === null) {
    return isStale
      ? withoutScore(features, post, row, 'stale', 'not-refreshed-lately')
      : withoutScore(features, post, row, 'no-baseline', missingBaseline(table, row));
  }

  const isYoung = valueAt(table.age, row) <= 2 * table.windowDays;
  const count = valueAt(table.count, row);
  const others = lifetimes.level.others[row] as number;
  const error = usualError(valueAt(lifetimes.scatter, row), others);
  const multiple = multipleOf(gain, usualGain);
  const lifetimeMultiple = multipleOf(count, usualCount);
  const speedUp = known(features.speedUp[row]);
  const wasFlagged = criteria.flaggedBefore?.has(post.id) ?? false;
  const spedUp = hasSpedUp(speedUp, wasFlagged);
  const strength = maxPassingMultiple({
    multiple,
    cautiousLifetimeMultiple: isYoung
      ? multipleOf(count, usualCount * Math.exp(CAUTION * error))
      : null,
    hasSpedUp: spedUp,
  });
  const restsOnLifetime = isYoung && !spedUp;
  const z = restsOnLifetime
    ? Math.log(lifetimeMultiple) / Math.hypot(valueAt(lifetimes.scatter, row), error)
    : Math.log(multiple) / Math.hypot(valueAt(features.gainScatter, row), error);
  const { state, reason } = isStale
    ? ({ state: 'stale', reason: 'not-refreshed-lately' } as const)
    : decide(
        { isYoung, gain, multiple, strength, hasSpedUp: spedUp, z, wasFlagged },
        criteria.thresholds,
      );
  // For a post younger than the window the gain is the lifetime count.
  const isLifetimeHeadline = restsOnLifetime && valueAt(table.age, row) > table.windowDays;
  const headlineUsual = isLifetimeHeadline ? usualCount : usualGain;
  return {
    ...{
      id: post.id,
      state,
      reason,
      gain,
      gainDays: gainDaysOf(table, row),
      expected: usualGain,
      multiple,
    },
    multipleLowerBound: multipleLowerBound(
      isLifetimeHeadline ? count : gain,
      headlineUsual,
      Math.hypot(error, isYoung ? CURVE_ERROR : AGE_CLASS_ERROR),
    ),
    ...{ usualCount, lifetimeMultiple, headline: isLifetimeHeadline ? 'lifetime' : 'gain' },
    fewUsualViews: headlineUsual < MIN_USUAL_VIEWS,
    ...{ strength, z, speedUp: speedUp !== null && speedUp >= MIN_SHOWN_SPEED_UP ? speedUp : null },
    baselinePosts: others,
    lowEngagement:
      multiple >= MIN_TAGGED_MULTIPLE &&
      isLowEngagement(post, lifetimes.usualRate(lifetimes.level.peersOf[row] as number)),
    wasRecounted: table.wasRecounted[row] === 1,
  };
}

/**
 * Standard error of the logarithm of the usual that comes from the age curve, and for old posts
 * from their age class too: with these the stated bound holds for 95 % of the rows
 * (`npm run evaluate`, calibration).
 */
const CURVE_ERROR = 0.1;
const AGE_CLASS_ERROR = 0.2;

/** Less than this is no speeding up in anyone's words. */
const MIN_SHOWN_SPEED_UP = 1.5;

function gainDaysOf({ age, fromAge }: PostTable, row: number): number | null {
  return known(valueAt(age, row) - valueAt(fromAge, row));
}

function withoutScore(
  { table }: Features,
  post: Post,
  row: number,
  state: PostState,
  reason: ClassificationReason,
): Classification {
  return {
    id: post.id,
    state,
    reason,
    gain: known(table.gain[row]),
    ...{
      gainDays: gainDaysOf(table, row),
      expected: null,
      multiple: null,
      multipleLowerBound: null,
      usualCount: null,
    },
    ...{
      lifetimeMultiple: null,
      headline: 'gain',
      fewUsualViews: false,
      strength: null,
      z: null,
      speedUp: null,
    },
    baselinePosts: 0,
    lowEngagement: false,
    wasRecounted: table.wasRecounted[row] === 1,
  };
}

function missingBaseline({ age, accountOf }: PostTable, row: number): NoBaselineReason {
  if (Number.isNaN(age[row])) return 'age-unknown';
  return (accountOf[row] as number) < 0 ? 'account-unknown' : 'too-few-posts';
}

function known(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
