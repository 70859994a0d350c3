import { ageDays, trackedColumn } from '../model/age.ts';
import { lifetimeCount } from '../model/lifetime-count.ts';
import type { Post } from '../model/post.ts';
import type { Measure } from '../model/ranking.ts';

/**
 * What is known of the posts of a library whatever the window, as columns, so that 100,000 of them are judged without an object for each number. Row i
 * is the i-th post; `NaN` is unknown.
 */
export interface LifetimeColumns {
  readonly size: number;
  /** Age at the last refresh, in days. */
  readonly age: Float64Array;
  /** For how many days before its last refresh a post has been refreshed. */
  readonly followed: Float64Array;
  /** Lifetime count in the measure. */
  readonly count: Float64Array;
  /** Rows by account; posts of an unknown account are in none. */
  readonly accounts: readonly (readonly number[])[];
  /** Place in `accounts`, -1 for an unknown account. */
  readonly accountOf: Int32Array;
  /** Posts that share an age curve, by platform. */
  readonly poolOf: Int32Array;
  readonly pools: number;
}

/** Platforms with fewer posts share the age curve of the largest. */
const LEAST_POOL = 30;

export function lifetimeColumns(posts: readonly Post[], measure: Measure): LifetimeColumns {
  const size = posts.length;
  const [age, count] = [new Float64Array(size), new Float64Array(size)];
  for (let row = 0; row < size; row++) {
    const post = posts[row] as Post;
    age[row] = ageDays(post) ?? Number.NaN;
    count[row] = lifetimeCount(post, measure) ?? Number.NaN;
  }
  return { size, age, followed: trackedColumn(posts), count, ...groupByAccount(posts), ...poolByPlatform(posts) };
}

/** One account on two platforms is two accounts: its public is another. */
function groupByAccount(posts: readonly Post[]): Pick<LifetimeColumns, 'accounts' | 'accountOf'> {
  const accounts: number[][] = [];
  const accountOf = new Int32Array(posts.length).fill(-1);
  const places = new Map<string | null, Map<string, number>>();
  for (let row = 0; row < posts.length; row++) {
    const { platform, accountKey } = posts[row] as Post;
    if (accountKey === null) continue;
    const onPlatform = places.get(platform) ?? new Map<string, number>();
    places.set(platform, onPlatform);
    const place = onPlatform.get(accountKey) ?? accounts.push([]) - 1;
    onPlatform.set(accountKey, place);
    accountOf[row] = place;
    accounts[place]?.push(row);
  }
  return { accounts, accountOf };
}

function poolByPlatform(posts: readonly Post[]): Pick<LifetimeColumns, 'pools' | 'poolOf'> {
  const sizes = new Map<string | null, number>();
  for (const { platform } of posts) sizes.set(platform, (sizes.get(platform) ?? 0) + 1);
  const large = [...sizes]
    .filter(([, count]) => count >= LEAST_POOL)
    .sort(([a, x], [b, y]) => y - x || ((a ?? '') < (b ?? '') ? -1 : 1));
  const places = new Map(large.map(([platform], place) => [platform, place]));
  return {
    pools: Math.max(1, large.length),
    poolOf: Int32Array.from(posts, ({ platform }) => places.get(platform) ?? 0),
  };
}
