import type { RefreshTimes } from './refresh-times.ts';

/**
 * The two lists of the API: posts discovered from tracked accounts, and posts tracked one by one.
 */
export const LISTS = ['account-videos', 'videos'] as const;
export type ListName = (typeof LISTS)[number];

export type Platform = 'instagram' | 'tiktok';

/** Lifetime counts of a post at one moment. `null` is a count that the platform does not give. */
export interface Counts {
  readonly views: number | null;
  readonly likes: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
  /** Instagram only. */
  readonly saves: number | null;
}

/** An account whose posts are in the library. Times ms since epoch. */
export interface LibraryAccount {
  readonly id: string;
  readonly platform: Platform;
  readonly username: string;
  /** The platform's own id of the account. */
  readonly platformAccountId: string;
  readonly isActive: boolean;
  readonly refreshIntervalHours: number;
  /** The time when tracking began. */
  readonly trackedSince: number;
  readonly refreshes: RefreshTimes;
  /** The description by the organization and the platform; each part may be missing. */
  readonly profile?: AccountProfile;
}

/** Facts of an account that the API hands on. */
export interface AccountProfile {
  readonly creatorName?: string | null;
  readonly category?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly followers?: number | null;
  readonly isUnavailable?: boolean;
  readonly postLookbackDays?: number | null;
  readonly maxRecentPosts?: number | null;
}

/** A tracked post, with all that the API knows of it at any time. Times ms since epoch. */
export interface LibraryPost {
  readonly id: string;
  readonly list: ListName;
  readonly platform: Platform;
  /** `null` for a post tracked one by one whose account is not tracked. */
  readonly account: LibraryAccount | null;
  readonly username: string | null;
  /** The platform's own id of the post. */
  readonly externalId: string | null;
  readonly shortcode: string | null;
  readonly caption: string | null;
  readonly mediaType: string | null;
  readonly durationS: number | null;
  readonly createdAt: number | null;
  /** The time when tracking began, before which the API does not list it. */
  readonly addedAt: number;
  readonly isActive: boolean;
  /** The time when the platform stopped showing it; `null`: it still does. */
  readonly unavailableSince: number | null;
  readonly refreshIntervalHours: number | null;
  readonly refreshes: RefreshTimes;
  /** The true counts at any moment, refreshed or not. */
  countsAt(time: number): Counts;
  /** Fields of the row that replace the computed ones. */
  readonly rowOverrides?: Readonly<Record<string, unknown>>;
  /** Deltas by window in days that replace the computed ones; other windows are `null`. */
  readonly deltaOverrides?: Readonly<Record<number, Partial<Counts> | null>>;
}
