import { gather } from '../stats/gather.ts';
import { leaveOneOut } from '../stats/leave-one-out.ts';
import { ageCurve, MIN_AGE_DAYS } from './age-curve.ts';
import { fitDecay } from './fit-decay.ts';
import type { LifetimeColumns } from './lifetime-columns.ts';

/** What is usual on an account rests on its latest posts, so many at most: what it was years ago says little of now. */
const LATEST_POSTS = 100;

/** Fewer other posts than this say nothing of what is usual. */
export const MIN_BASELINE_POSTS = 4;

/** What is usual, row by row of a {@link LifetimeColumns}; `NaN` where too little is known. */
export interface AccountBaseline {
  /** ln of the first-day count that is usual on the post's account. */
  readonly logLevel: Float64Array;
  /** How many other posts that rests on. */
  readonly others: Int32Array;
  /** F of the post's platform, by pool. */
  readonly curves: readonly ((ageDays: number) => number)[];
}

/**
 * The level of an account, for each of its posts from its *other* posts (leave-one-out, Iglewicz & Hoaglin 1993): the trimmed mean of
 *
 *     x = ln(1 + V) − ln F(A)
 *
 * over its latest posts, V the lifetime count and A the age in days. Lifetime counts are known for every post from its first refresh on, whatever the
 * window, and are less noisy than gains over a window: hence a surer level from the same posts.
 */
export function accountBaseline(table: LifetimeColumns, isUnavailable: (row: number) => boolean): AccountBaseline {
  const { size, age, count, accounts, poolOf } = table;
  const rests = accounts.map((rows) =>
    latest(
      rows.filter((row) => (age[row] as number) > 0 && (count[row] as number) >= 0 && !isUnavailable(row)),
      age,
      count,
    ),
  );
  const curves = Array.from({ length: table.pools }, (_, pool) => {
    const ofPool = rests.filter((rows) => rows.length > MIN_BASELINE_POSTS && poolOf[rows[0] as number] === pool);
    return ageCurve(fitDecay(ofPool, age, count));
  });

  const logLevel = new Float64Array(size).fill(Number.NaN);
  const others = new Int32Array(size);
  const first = new Float64Array(size).fill(Number.NaN);
  accounts.forEach((rows, account) => {
    const rest = rests[account] ?? [];
    const curve = curves[poolOf[rows[0] as number] as number] as (ageDays: number) => number;
    for (const row of rest) first[row] = logFirstDay(count[row] as number, age[row] as number, curve);
    const group = leaveOneOut(gather(rest, first));
    for (const row of rows) {
      const own = first[row] as number;
      const isMember = !Number.isNaN(own);
      const left = group.count - (isMember ? 1 : 0);
      others[row] = left;
      if (left >= MIN_BASELINE_POSTS) logLevel[row] = isMember ? group.trimmedMean(own) : group.trimmedMean();
    }
  });
  return { logLevel, others, curves };
}

function logFirstDay(count: number, age: number, curve: (ageDays: number) => number): number {
  return Math.log1p(count) - Math.log(curve(Math.max(age, MIN_AGE_DAYS)));
}

/** The youngest rows, youngest first; of equal age those with the lower count first, so that it does not matter in which order the posts came. */
function latest(rows: number[], age: Float64Array, count: Float64Array): number[] {
  rows.sort((a, b) => (age[a] as number) - (age[b] as number) || (count[a] as number) - (count[b] as number));
  return rows.length > LATEST_POSTS ? rows.slice(0, LATEST_POSTS) : rows;
}
