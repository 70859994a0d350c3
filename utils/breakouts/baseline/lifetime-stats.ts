import type { Post } from '../model/post.ts';
import type { Measure } from '../model/ranking.ts';
import { ENGAGEMENT_PER_VIEW } from '../model/sensitivity.ts';
import { logMultiples, SUPPORT_VIEWS } from '../rule/multiple.ts';
import { type AccountBaseline, accountBaseline } from './account-baseline.ts';
import { usualEngagementRate } from './engagement-rate.ts';
import { expectedCount } from './expected-gain.ts';
import { type LifetimeColumns, lifetimeColumns } from './lifetime-columns.ts';
import { scatter } from './scatter.ts';

/** What the whole lives of a library's posts tell, row by row: it is the same for every look-back window. */
export interface LifetimeStats {
  readonly table: LifetimeColumns;
  readonly level: AccountBaseline;
  /** What a post of this age usually has. */
  readonly expectedCount: Float64Array;
  /** Scatter of lifetime counts. */
  readonly scatter: Float64Array;
  /** κ, in the unit of the measure. */
  readonly support: number;
  /** Usual engagement rate of an account of the table; `null` where it is not known. */
  readonly usualRate: (account: number) => number | null;
}

export function lifetimeStatsOf(posts: readonly Post[], measure: Measure): LifetimeStats {
  const support = SUPPORT_VIEWS * (measure === 'views' ? 1 : ENGAGEMENT_PER_VIEW);
  const table = lifetimeColumns(posts, measure);
  const level = accountBaseline(table, (row) => (posts[row] as Post).isUnavailable);
  const expected = expectedCount(table, level);
  return {
    ...{ table, level, support },
    expectedCount: expected,
    scatter: scatter(table, logMultiples(table.count, expected, support)),
    usualRate: usualRates(posts, table),
  };
}

/** The usual engagement rate of an account, reckoned when it is first asked for. */
function usualRates(posts: readonly Post[], { accounts }: LifetimeColumns): (account: number) => number | null {
  const rates = new Map<number, number | null>();
  return (account) => {
    const known = rates.get(account);
    if (known !== undefined) return known;
    const rate = usualEngagementRate((accounts[account] ?? []).map((row) => posts[row] as Post));
    rates.set(account, rate);
    return rate;
  };
}
