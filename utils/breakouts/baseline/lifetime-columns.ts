import { ageDays, trackedColumn } from '../model/age.ts';
import { lifetimeCount } from '../model/lifetime-count.ts';
import type { Post } from '../model/post.ts';

/**
 * Facts of the posts of a library that are the same for every window, as columns, so that 100,000 posts are classified
 * without an object for each number. Row i is the i-th post; `NaN` is unknown.
 */
export interface LifetimeColumns {
  readonly size: number;
  /** Age at the last refresh, in days. */
  readonly age: Float64Array;
  /** Days between the first and the last refresh. */
  readonly followed: Float64Array;
  /** Lifetime views. */
  readonly count: Float64Array;
  /** Rows by account; posts of an unknown account are in none. */
  readonly accounts: readonly (readonly number[])[];
  /** Index into `accounts`, -1 for an unknown account. */
  readonly accountOf: Int32Array;
  /** Rows by account and format. */
  readonly formats: readonly (readonly number[])[];
  /** Posts that share an age curve, by platform and format. */
  readonly poolOf: Int32Array;
  readonly pools: number;
}

/** Platforms and formats with fewer posts share the age curve of the platform's largest format, or of the largest of all. */
const MIN_POOL_POSTS = 30;

export function lifetimeColumns(posts: readonly Post[]): LifetimeColumns {
  const size = posts.length;
  const [age, count] = [new Float64Array(size), new Float64Array(size)];
  for (let row = 0; row < size; row++) {
    const post = posts[row] as Post;
    age[row] = ageDays(post) ?? Number.NaN;
    count[row] = lifetimeCount(post, 'views') ?? Number.NaN;
  }
  const byAccount = groupByAccount(posts);
  return {
    ...{ size, age, followed: trackedColumn(posts), count, ...byAccount, ...poolByFormat(posts) },
    formats: byAccount.accounts.flatMap((rows) => splitByFormat(posts, rows)),
  };
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

function splitByFormat(posts: readonly Post[], rows: readonly number[]): (readonly number[])[] {
  const first = posts[rows[0] as number]?.mediaType;
  if (rows.every((row) => posts[row]?.mediaType === first)) return [rows];
  return [...Map.groupBy(rows, (row) => posts[row]?.mediaType).values()];
}

function poolByFormat(posts: readonly Post[]): Pick<LifetimeColumns, 'pools' | 'poolOf'> {
  const keys = posts.map(({ platform, mediaType }) => `${platform ?? ''} ${mediaType ?? ''}`);
  const sizes = new Map<string, number>();
  for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  const large = [...sizes]
    .filter(([, size]) => size >= MIN_POOL_POSTS)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([key]) => key);
  const placeOf = (key: string) => {
    const own = large.indexOf(key);
    const ofPlatform = own < 0 ? large.findIndex((other) => platformOf(other) === platformOf(key)) : own;
    return Math.max(0, ofPlatform);
  };
  const places = new Map([...sizes.keys()].map((key) => [key, placeOf(key)]));
  return { pools: Math.max(1, large.length), poolOf: Int32Array.from(keys, (key) => places.get(key) ?? 0) };
}

function platformOf(poolKey: string): string {
  return poolKey.slice(0, poolKey.indexOf(' '));
}
