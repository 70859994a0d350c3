import { gatherKnown } from '../stats/gather.ts';
import { leaveOneOut } from '../stats/leave-one-out.ts';
import { medianInPlace } from '../stats/median.ts';
import type { LifetimeColumns } from './lifetime-columns.ts';
import { MIN_FORMAT_POSTS } from './peers-by-format.ts';

/** The fewest accounts with both formats that tell how their levels usually differ. */
const MIN_ACCOUNTS = 3;

/**
 * Computes how the levels of formats usually differ: for each pool, the median over the accounts
 * that post both of the difference of its level from that of the platform's main format. An account
 * with a few photos among its reels can then be compared with all that it posts.
 *
 * @param logLevels log level of each row; `NaN` for rows that do not take part
 * @returns a logarithm for each pool; 0 where too few accounts tell
 */
export function formatLevels(
  { accounts, accountOf, formats, poolOf, pools, mainPools }: LifetimeColumns,
  logLevels: Float64Array,
): Float64Array {
  const levels = new Float64Array(pools);
  if (pools < 2 || formats.length === accounts.length) return levels;
  const differences = Array.from({ length: pools }, (): number[] => []);
  const ofAccounts = Map.groupBy(formats, (rows) => accountOf[rows[0] as number] as number);
  for (const ofAccount of ofAccounts.values()) {
    const own = new Map<number, number>();
    for (const rows of ofAccount) {
      const values = gatherKnown(rows, logLevels);
      const pool = poolOf[rows[0] as number] as number;
      if (values.length >= MIN_FORMAT_POSTS) own.set(pool, leaveOneOut(values).trimmedMean());
    }
    for (const [pool, level] of own) {
      const main = own.get(mainPools[pool] as number);
      if (main !== undefined) differences[pool]?.push(level - main);
    }
  }
  return levels.map((_, pool) => {
    const found = differences[pool] ?? [];
    return found.length < MIN_ACCOUNTS ? 0 : medianInPlace(Float64Array.from(found));
  });
}
