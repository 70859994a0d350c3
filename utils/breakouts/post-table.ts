import { ageDays, followedDays } from './age.ts';
import { type Deltas, gainedBy } from './delta-table.ts';
import { type WaitingReason, waitingReason } from './eligibility.ts';
import { gainOver } from './gain.ts';
import { lifetimeCount } from './lifetime-count.ts';
import type { Post } from './post.ts';
import type { Measure } from './snapshot.ts';

/**
 * The posts of a library as columns, so that 100,000 of them are judged without an object for each number. Row i is the i-th post; `NaN` is unknown.
 */
export interface PostTable {
  readonly size: number;
  readonly windowDays: number;
  /** Age at the last refresh, in days. */
  readonly age: Float64Array;
  /** Lifetime count in the measure. */
  readonly count: Float64Array;
  /** Gain over the window, the age at which that window begins, and the same of the window before. */
  readonly gain: Float64Array;
  readonly fromAge: Float64Array;
  readonly previousGain: Float64Array;
  readonly previousFromAge: Float64Array;
  readonly wasRecounted: Uint8Array;
  /** `null`: can be judged, as far as the post itself goes. */
  readonly waiting: readonly (WaitingReason | null)[];
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

export function postTable(posts: readonly Post[], deltas: Deltas, windowDays: number, measure: Measure): PostTable {
  const size = posts.length;
  const column = () => new Float64Array(size).fill(Number.NaN);
  const waiting = new Array<WaitingReason | null>(size);
  const table = {
    ...{ size, windowDays, waiting, wasRecounted: new Uint8Array(size) },
    ...{ age: column(), count: column(), gain: column(), fromAge: column() },
    ...{ previousGain: column(), previousFromAge: column() },
  };
  for (let row = 0; row < size; row++) {
    const post = posts[row] as Post;
    const delta = finite(gainedBy(post.id, deltas, windowDays, measure));
    const count = lifetimeCount(post, measure);
    const age = ageDays(post);
    table.age[row] = age ?? Number.NaN;
    table.count[row] = count ?? Number.NaN;
    waiting[row] = waitingReason(post, windowDays, count, delta);
    if (waiting[row] !== null || count === null) continue;
    const doubleDelta = finite(gainedBy(post.id, deltas, 2 * windowDays, measure));
    const gained = gainOver(windowDays, { ageDays: age, followedDays: followedDays(post), count, delta, doubleDelta });
    table.gain[row] = gained.gain;
    table.fromAge[row] = gained.fromAgeDays;
    table.previousGain[row] = gained.previousGain ?? Number.NaN;
    table.previousFromAge[row] = gained.previousFromAgeDays;
    table.wasRecounted[row] = gained.wasRecounted ? 1 : 0;
  }
  return { ...table, ...groupByAccount(posts), ...poolByPlatform(posts) };
}

function finite(delta: number | null): number | null {
  return delta !== null && Math.abs(delta) <= Number.MAX_SAFE_INTEGER ? delta : null;
}

/** One account on two platforms is two accounts: its public is another. */
function groupByAccount(posts: readonly Post[]): Pick<PostTable, 'accounts' | 'accountOf'> {
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

function poolByPlatform(posts: readonly Post[]): Pick<PostTable, 'pools' | 'poolOf'> {
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
