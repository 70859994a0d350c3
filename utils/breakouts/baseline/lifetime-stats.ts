import type { Post } from '../model/post.ts';
import { logMultiples } from '../rule/multiple.ts';
import { type AccountBaseline, accountBaseline } from './account-baseline.ts';
import { usualEngagementRate } from './engagement-rate.ts';
import { expectedCount } from './expected-gain.ts';
import { type LifetimeColumns, lifetimeColumns } from './lifetime-columns.ts';
import { scatter } from './scatter.ts';

/** Statistics of the posts' whole lives, row by row; the same for every look-back window. */
export interface LifetimeStats {
  readonly table: LifetimeColumns;
  readonly level: AccountBaseline;
  /** The usual lifetime count at this age. */
  readonly expectedCount: Float64Array;
  /** Scatter of lifetime counts. */
  readonly scatter: Float64Array;
  /** Usual engagement rate of a group of peers of the table; `null` where it is not known. */
  readonly usualRate: (group: number) => number | null;
}

export function lifetimeStatsOf(posts: readonly Post[]): LifetimeStats {
  const table = lifetimeColumns(posts);
  const level = accountBaseline(table, (row) => (posts[row] as Post).isUnavailable);
  const expected = expectedCount(table, level);
  return {
    ...{ table, level },
    expectedCount: expected,
    scatter: scatter(table, level, logMultiples(table.count, expected)),
    usualRate: usualRates(posts, level),
  };
}

/** The usual engagement rate of a group of peers, computed when it is first asked for. */
function usualRates(
  posts: readonly Post[],
  { peers }: AccountBaseline,
): (group: number) => number | null {
  const rates = new Map<number, number | null>();
  return (group) => {
    const known = rates.get(group);
    if (known !== undefined) return known;
    const rate = usualEngagementRate((peers[group] ?? []).map((row) => posts[row] as Post));
    rates.set(group, rate);
    return rate;
  };
}
