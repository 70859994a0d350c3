import { DAY_MS } from '../../time/units.ts';
import type { Post } from '../model/post.ts';
import type { ClassificationReason } from './classification.ts';
import { isFresh } from './eligibility.ts';

/** The facts of a tracked account that decide which of its posts are refreshed. */
export interface AccountTracking {
  readonly isActive: boolean;
  readonly isUnavailable: boolean;
  /** Posts older than this are not refreshed, days; `null`: no limit is known. */
  readonly postLookbackDays: number | null;
  /** Only this many of the latest posts are refreshed; `null`: no limit is known. */
  readonly maxRecentPosts: number | null;
}

/** The reasons of an account why CreatorAudit no longer refreshes a post (API reference). */
export const ACCOUNT_REASONS = [
  'account-unavailable',
  'account-paused',
  'beyond-lookback',
  'beyond-recent-posts',
] as const;
export type AccountReason = (typeof ACCOUNT_REASONS)[number];

/** The rule's reasons that refreshes which do not come can be the cause of. */
const FOR_LACK_OF_REFRESHES: ReadonlySet<ClassificationReason> = new Set([
  'unavailable',
  'no-second-refresh',
  'window-not-covered',
  'not-refreshed-in-window',
  'not-refreshed-lately',
  'no-gain',
]);

/** Returns the true reason why a post is not compared, where its account tells it. */
export type MissingReasonOf = (
  row: number,
  reason: ClassificationReason,
) => ClassificationReason | AccountReason;

/**
 * Creates the function that replaces the rule's reason, such as "not refreshed lately", by the
 * account's: it is paused or unavailable, or the post is beyond its limits, so that no refresh will
 * come.
 *
 * @param accountOf the account of a row; `null`: not tracked, or the post is tracked by itself,
 *   which the account's limits do not affect
 * @param now the time by the API's clock, ms since epoch
 */
export function missingReasons(
  posts: readonly Post[],
  accountOf: (row: number) => AccountTracking | null,
  now: number,
): MissingReasonOf {
  // Hardly any library needs it, and it takes a look at every post.
  let oldestRecent: ReadonlyMap<string, number> | null = null;
  const isBeyondRecent = ({ accountKey, createdAt }: Post): boolean => {
    oldestRecent ??= oldestRecentPosts(posts, accountOf);
    return createdAt !== null && createdAt < (oldestRecent.get(accountKey ?? '') ?? createdAt);
  };
  return (row, reason) => {
    if (!FOR_LACK_OF_REFRESHES.has(reason)) return reason;
    const account = accountOf(row);
    if (account === null) return reason;
    const post = posts[row] as Post;
    const isStale = !isFresh(post, now);
    if (account.isUnavailable) return 'account-unavailable';
    if (reason === 'unavailable' || (reason === 'no-gain' && !isStale)) return reason;
    if (!account.isActive) return 'account-paused';
    // A post that was refreshed lately is within the limits, whatever they seem to be.
    if (!isStale && reason !== 'no-second-refresh') return reason;
    const ageDays = post.createdAt === null ? 0 : (now - post.createdAt) / DAY_MS;
    if (account.postLookbackDays !== null && ageDays > account.postLookbackDays)
      return 'beyond-lookback';
    return isBeyondRecent(post) ? 'beyond-recent-posts' : reason;
  };
}

/** The time of the oldest post within the limit of recent posts, by account key. */
function oldestRecentPosts(
  posts: readonly Post[],
  accountOf: (row: number) => AccountTracking | null,
): ReadonlyMap<string, number> {
  const times = new Map<string, { readonly limit: number; readonly times: number[] }>();
  for (const [row, { accountKey, createdAt }] of posts.entries()) {
    const limit = accountOf(row)?.maxRecentPosts ?? null;
    if (limit === null || accountKey === null || createdAt === null) continue;
    const known = times.get(accountKey);
    if (known === undefined) times.set(accountKey, { limit, times: [createdAt] });
    else known.times.push(createdAt);
  }
  const oldest = new Map<string, number>();
  for (const [accountKey, { limit, times: created }] of times) {
    const last = created.sort((a, b) => b - a)[limit - 1];
    if (last !== undefined) oldest.set(accountKey, last);
  }
  return oldest;
}
