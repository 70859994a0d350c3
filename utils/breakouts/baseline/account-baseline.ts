import { gather } from '../stats/gather.ts';
import { leaveOneOut } from '../stats/leave-one-out.ts';
import { valueAt } from '../stats/value-at.ts';
import { ageCurve, MIN_AGE_DAYS } from './age-curve.ts';
import { fitDecay } from './fit-decay.ts';
import { formatLevels } from './format-levels.ts';
import type { LifetimeColumns } from './lifetime-columns.ts';
import { localShifts } from './local-level.ts';
import { peersByFormat } from './peers-by-format.ts';

/**
 * The most posts of an account that its level is based on, the latest: the level of years ago is no
 * guide to the present one.
 */
const MAX_BASELINE_POSTS = 100;

/** The fewest other posts that a usual is based on. */
const MIN_BASELINE_POSTS = 3;

/** An account or format with this many posts or fewer does not contribute to the age curve. */
const MIN_CURVE_OTHERS = 4;

/** The usual, row by row of a {@link LifetimeColumns}; `NaN` where too little is known. */
export interface AccountBaseline {
  /**
   * ln of the first-day count that is usual on the post's account (for its format, where formats
   * differ).
   */
  readonly logLevel: Float64Array;
  /** The number of other posts that this is based on. */
  readonly others: Int32Array;
  /** The rows by group of comparison. */
  readonly peers: readonly (readonly number[])[];
  /** Index into `peers`, -1 for an unknown account. */
  readonly peersOf: Int32Array;
  /** F of the post's platform and format, by pool. */
  readonly curves: readonly ((ageDays: number) => number)[];
}

/**
 * The level of an account, for each of its posts from its *other* posts (leave-one-out, Iglewicz &
 * Hoaglin 1993): the trimmed mean of
 *
 *     x = ln(1 + V) − ln F(A)
 *
 * over its latest posts, V the lifetime count and A the age in days, each brought to the post's
 * format ({@link formatLevels}); where the account's level moves, that of the posts around it
 * ({@link localShifts}). Lifetime counts are known for every post from its first refresh on,
 * whatever the window, and are less noisy than gains over a window: hence a surer level from the
 * same posts.
 */
export function accountBaseline(
  table: LifetimeColumns,
  isUnavailable: (row: number) => boolean,
): AccountBaseline {
  const { size, age, count, poolOf } = table;
  const isUsable = (row: number) =>
    valueAt(age, row) > 0 && valueAt(count, row) >= 0 && !isUnavailable(row);
  const formats = table.formats
    .filter((rows) => rows.length > MIN_CURVE_OTHERS)
    .map((rows) => latest(rows.filter(isUsable), age, count));
  const curves = Array.from({ length: table.pools }, (_, pool) => {
    const ofPool = formats.filter(
      (rows) => rows.length > MIN_CURVE_OTHERS && poolOf[rows[0] as number] === pool,
    );
    return ageCurve(fitDecay(ofPool, age, count));
  });
  const first = new Float64Array(size).fill(Number.NaN);
  for (let row = 0; row < size; row++) {
    if (isUsable(row))
      first[row] = logFirstDay(
        valueAt(count, row),
        valueAt(age, row),
        curves[poolOf[row] as number],
      );
  }
  const ofFormat = formatLevels(table, first);
  for (let row = 0; row < size; row++)
    first[row] = valueAt(first, row) - (ofFormat[poolOf[row] as number] as number);
  const { peers, peersOf } = peersByFormat(table, first);

  const logLevel = new Float64Array(size).fill(Number.NaN);
  const others = new Int32Array(size);
  const placeIn = new Int32Array(size).fill(-1);
  const rowsOf = peers === table.accounts ? peers : rowsByPeers(peersOf, peers.length);
  peers.forEach((rows, place) => {
    const rest = latest(rows.filter(isUsable), age, count);
    const values = gather(rest, first);
    const group = leaveOneOut(values.slice());
    const shifts = localShifts(values, gather(rest, age), (value) => group.trimmedMean(value));
    rest.forEach((row, i) => {
      placeIn[row] = i;
    });
    for (const row of rowsOf[place] ?? []) {
      const i = placeIn[row] as number;
      const left = group.count - (i < 0 ? 0 : 1);
      others[row] = left;
      if (left < MIN_BASELINE_POSTS) continue;
      const level =
        i < 0
          ? group.trimmedMean()
          : group.trimmedMean(first[row] as number) + (shifts[i] as number);
      logLevel[row] = level + (ofFormat[poolOf[row] as number] as number);
    }
    for (const row of rest) placeIn[row] = -1;
  });
  return { logLevel, others, peers, peersOf, curves };
}

/**
 * Returns the rows that are compared with each group of peers: not always the same as the group.
 */
function rowsByPeers(peersOf: Int32Array, groups: number): readonly number[][] {
  const rows: number[][] = Array.from({ length: groups }, () => []);
  for (let row = 0; row < peersOf.length; row++) rows[peersOf[row] as number]?.push(row);
  return rows;
}

function logFirstDay(
  count: number,
  age: number,
  curve: ((ageDays: number) => number) | undefined,
): number {
  if (curve === undefined) return Number.NaN;
  return Math.log1p(count) - Math.log(curve(Math.max(age, MIN_AGE_DAYS)));
}

/**
 * Returns the youngest rows, youngest first; of equal age those with the lower count first, so that
 * the result does not depend on the order of the posts.
 */
function latest(rows: number[], age: Float64Array, count: Float64Array): number[] {
  rows.sort((a, b) => valueAt(age, a) - valueAt(age, b) || valueAt(count, a) - valueAt(count, b));
  return rows.length > MAX_BASELINE_POSTS ? rows.slice(0, MAX_BASELINE_POSTS) : rows;
}
