import { isLowEngagement } from '../baseline/engagement-rate.ts';
import type { Expected } from '../baseline/expected-gain.ts';
import type { LifetimeStats } from '../baseline/lifetime-stats.ts';
import { usualError } from '../baseline/scatter.ts';
import type { Post } from '../model/post.ts';
import type { PostTable } from '../model/post-table.ts';
import type { PostState } from '../model/ranking.ts';
import type { Thresholds } from '../model/sensitivity.ts';
import type { Classification, ClassificationReason, NoBaselineReason } from './classification.ts';
import { decide, isSurelyOrdinary } from './criteria.ts';
import { isFresh } from './eligibility.ts';
import { hasSpedUp, maxPassingMultiple, Z_95_ONE_SIDED } from './max-passing-multiple.ts';
import { multipleLowerBound, multipleOf } from './multiple.ts';

/** All that was found out about the posts of a library, row by row of the table. */
export interface Features {
  readonly table: PostTable;
  readonly lifetimes: LifetimeStats;
  readonly expected: Expected;
  /** Scatter of the gains of posts older than two windows. */
  readonly gainScatter: Float64Array;
  readonly speedUp: Float64Array;
}

/** What the posts are judged against. */
export interface Criteria {
  readonly thresholds: Thresholds;
  /** ms since epoch. */
  readonly now: number;
  /** Ids of posts that were breakouts at the last ranking. */
  readonly flaggedBefore: ReadonlySet<string> | undefined;
}

/** A multiple of this much and engagement that lags behind is worth a look before celebrating. */
const TAGGED_FROM_MULTIPLE = 1.5;

/** The state of one post, as {@link classifyRow} has it: where little need be found out for that, no more is. */
export function stateOfRow(findings: Features, post: Post, row: number, bar: Criteria): PostState {
  const gain = findings.table.gain[row] as number;
  if (findings.table.waiting[row] !== null || !Number.isFinite(gain)) return 'insufficient-history';
  if (!isFresh(post, bar.now)) return 'stale';
  const usualGain = findings.expected.gain[row] as number;
  const isBarred = isSurelyOrdinary(gain, multipleOf(gain, usualGain, findings.lifetimes.support), bar.thresholds);
  // Where nothing is usual, the multiple is none, and no bar keeps it out.
  return isBarred && Number.isFinite(usualGain) && Number.isFinite(findings.lifetimes.expectedCount[row])
    ? 'ordinary'
    : classifyRow(findings, post, row, bar).state;
}

/** The judgement of one post: on one of the shelves, or by its evidence. A stale post is scored all the same. */
export function classifyRow(findings: Features, post: Post, row: number, bar: Criteria): Classification {
  const { table, expected, lifetimes } = findings;
  const { support } = lifetimes;
  const gain = known(table.gain[row]);
  const waiting = table.waiting[row] ?? null;
  if (waiting !== null || gain === null)
    return withoutScore(findings, post, row, 'insufficient-history', waiting ?? 'no-gain');

  const isStale = !isFresh(post, bar.now);
  const usualCount = known(lifetimes.expectedCount[row]);
  const usualGain = known(expected.gain[row]);
  if (usualCount === null || usualGain === null) {
    return isStale
      ? withoutScore(findings, post, row, 'stale', 'not-refreshed-lately')
      : withoutScore(findings, post, row, 'no-baseline', missingBaseline(table, row));
  }

  const isYoung = (table.age[row] as number) <= 2 * table.windowDays;
  const count = table.count[row] as number;
  const others = lifetimes.level.others[row] as number;
  const error = usualError(lifetimes.scatter[row] as number, others);
  const multiple = multipleOf(gain, usualGain, support);
  const lifetimeMultiple = multipleOf(count, usualCount, support);
  const speedUp = known(findings.speedUp[row]);
  const wasFlagged = bar.flaggedBefore?.has(post.id) ?? false;
  const spedUp = hasSpedUp(speedUp, wasFlagged);
  const strength = maxPassingMultiple({
    multiple,
    cautiousLifetimeMultiple: isYoung
      ? multipleOf(count, usualCount * Math.exp(Z_95_ONE_SIDED * error), support)
      : null,
    hasSpedUp: spedUp,
  });
  const z =
    isYoung && !spedUp
      ? Math.log(lifetimeMultiple) / Math.hypot(lifetimes.scatter[row] as number, error)
      : Math.log(multiple) / Math.hypot(findings.gainScatter[row] as number, error);
  const evidence = { isYoung, gain, multiple, strength, hasSpedUp: spedUp, z, knowsPace: speedUp !== null, wasFlagged };
  const { state, reason } = isStale
    ? ({ state: 'stale', reason: 'not-refreshed-lately' } as const)
    : decide(evidence, bar.thresholds);
  return {
    id: post.id,
    state,
    reason,
    gain,
    expected: usualGain,
    multiple,
    multipleLowerBound: multipleLowerBound(gain, usualGain, error, support),
    strength,
    lifetimeMultiple,
    z,
    speedUp,
    baselinePosts: others,
    lowEngagement:
      multiple >= TAGGED_FROM_MULTIPLE && isLowEngagement(post, lifetimes.usualRate(table.accountOf[row] as number)),
    wasRecounted: table.wasRecounted[row] === 1,
  };
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
    expected: null,
    multiple: null,
    multipleLowerBound: null,
    strength: null,
    lifetimeMultiple: null,
    z: null,
    speedUp: null,
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
