import { ageDays, trackedColumn } from '../model/age.ts';
import { lifetimeCount } from '../model/lifetime-count.ts';
import type { Post } from '../model/post.ts';

/**
 * Facts of the posts of a library that are the same for every window, as columns, so that 100,000
 * posts are classified without an object for each number. Row i is the i-th post; `NaN` is unknown.
 */
export interface LifetimeColumns {
  readonly size: number;
  /** Age at the last refresh, in days. */
  readonly age: Float64Array;
  /** Days between the first and the last refresh. */
  readonly tracked: Float64Array;
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
  /** The pool of the largest format of the same platform, by pool. */
  readonly mainPools: readonly number[];
}

/**
 * Platforms and formats with fewer posts share the age curve of the platform's largest format, or
 * of the largest of all.
 */
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
    ...{ size, age, tracked: trackedColumn(posts), count, ...byAccount, ...poolByFormat(posts) },
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
    const known = onPlatform.get(accountKey);
    // An empty array would grow to room for 17 rows, and a library may have an account per post.
    const place = known ?? accounts.push([row]) - 1;
    if (known === undefined) onPlatform.set(accountKey, place);
    else accounts[known]?.push(row);
    accountOf[row] = place;
  }
  return { accounts, accountOf };
}

function splitByFormat(posts: readonly Post[], rows: readonly number[]): (readonly number[])[] {
  const first = posts[rows[0] as number]?.mediaType;
  if (rows.every((row) => posts[row]?.mediaType === first)) return [rows];
  return [...Map.groupBy(rows, (row) => posts[row]?.mediaType).values()];
}

function poolByFormat(
  posts: readonly Post[],
): Pick<LifetimeColumns, 'pools' | 'poolOf' | 'mainPools'> {
  const kinds: {
    readonly platform: string | null;
    readonly mediaType: string | null;
    posts: number;
  }[] = [];
  const places = new Map<string | null, Map<string | null, number>>();
  const kindOf = Int32Array.from(posts, ({ platform, mediaType }) => {
    const formats = places.get(platform) ?? new Map<string | null, number>();
    places.set(platform, formats);
    const place = formats.get(mediaType) ?? kinds.push({ platform, mediaType, posts: 0 }) - 1;
    formats.set(mediaType, place);
    (kinds[place] as { posts: number }).posts += 1;
    return place;
  });
  const large = kinds
    .filter((kind) => kind.posts >= MIN_POOL_POSTS)
    .sort(
      (a, b) =>
        b.posts - a.posts ||
        compareText(a.platform, b.platform) ||
        compareText(a.mediaType, b.mediaType),
    );
  const poolOfKind = kinds.map((kind) => {
    const own = large.indexOf(kind);
    return Math.max(
      0,
      own < 0 ? large.findIndex(({ platform }) => platform === kind.platform) : own,
    );
  });
  return {
    mainPools: large.map((kind) => large.findIndex(({ platform }) => platform === kind.platform)),
    pools: Math.max(1, large.length),
    poolOf: kindOf.map((kind) => poolOfKind[kind] as number),
  };
}

function compareText(a: string | null, b: string | null): number {
  const [first, second] = [a ?? '', b ?? ''];
  return first < second ? -1 : first > second ? 1 : 0;
}
