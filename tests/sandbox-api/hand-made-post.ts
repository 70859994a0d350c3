import type {
  AccountProfile,
  Counts,
  LibraryAccount,
  LibraryPost,
  ListName,
  Platform,
} from './library-post.ts';
import { ListedRefreshes } from './refresh-times.ts';

/** A post as a test defines it: only the fields that matter to the test. Times ms since epoch. */
export interface HandMadePost {
  readonly id: string;
  /** Default `account-videos`. */
  readonly list?: ListName;
  /** Default `instagram`. */
  readonly platform?: Platform;
  /**
   * The account's user name, which is also its id unless `accountId` is given. Default `someone`;
   * `null`: unknown.
   */
  readonly username?: string | null;
  readonly accountId?: string;
  /** The account as the API describes it. The last post of an account decides. */
  readonly profile?: AccountProfile;
  /** Default true. */
  readonly isAccountActive?: boolean;
  readonly caption?: string | null;
  /** Default: at the first refresh, else {@link HandMadePost.addedAt}. */
  readonly createdAt?: number | null;
  /** Default: at the first refresh, else at the beginning of time. */
  readonly addedAt?: number;
  readonly shortcode?: string | null;
  readonly unavailableSince?: number;
  /** One for each refresh. Counts left out are unknown. */
  readonly refreshes?: readonly ({ readonly at: number } & Partial<Counts>)[];
  /** Fields of the row that replace the computed ones. */
  readonly row?: Readonly<Record<string, unknown>>;
  /** Deltas by window in days. Default: computed from the refreshes. */
  readonly deltas?: Readonly<Record<number, Partial<Counts> | null>>;
}

const NO_COUNTS: Counts = { views: null, likes: null, comments: null, shares: null, saves: null };
const REFRESH_INTERVAL_HOURS = 24;

function accountOf(
  made: HandMadePost,
  addedAt: number,
  refreshes: ListedRefreshes,
): LibraryAccount | null {
  const username = made.username === undefined ? 'someone' : made.username;
  if (username === null) return null;
  return {
    id: made.accountId ?? username,
    platform: made.platform ?? 'instagram',
    username,
    platformAccountId: `platform-${username}`,
    isActive: made.isAccountActive ?? true,
    refreshIntervalHours: REFRESH_INTERVAL_HOURS,
    trackedSince: addedAt,
    refreshes,
    ...(made.profile ? { profile: made.profile } : {}),
  };
}

/**
 * Creates a post of the library from a test's definition. Between two refreshes its true counts are
 * those of the earlier one.
 */
export function handMadePost(made: HandMadePost): LibraryPost {
  const history = (made.refreshes ?? []).toSorted((a, b) => a.at - b.at);
  const refreshes = new ListedRefreshes(history.map(({ at }) => at));
  const addedAt = made.addedAt ?? history[0]?.at ?? 0;
  const account = accountOf(made, addedAt, refreshes);
  return {
    id: made.id,
    list: made.list ?? 'account-videos',
    platform: made.platform ?? 'instagram',
    account,
    username: account?.username ?? null,
    externalId: `external-${made.id}`,
    shortcode: made.shortcode === undefined ? `short-${made.id}` : made.shortcode,
    caption: made.caption === undefined ? `Post ${made.id}` : made.caption,
    mediaType: 'video',
    durationS: 30,
    createdAt: made.createdAt === undefined ? addedAt : made.createdAt,
    addedAt,
    isActive: true,
    unavailableSince: made.unavailableSince ?? null,
    refreshIntervalHours: REFRESH_INTERVAL_HOURS,
    refreshes,
    countsAt: (time) => {
      const found = history.findLast(({ at }) => at <= time);
      if (!found) return NO_COUNTS;
      const { at: _, ...counts } = found;
      return { ...NO_COUNTS, ...counts };
    },
    ...(made.row ? { rowOverrides: made.row } : {}),
    ...(made.deltas ? { deltaOverrides: made.deltas } : {}),
  };
}
