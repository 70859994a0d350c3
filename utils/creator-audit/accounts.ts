import * as z from 'zod/mini';
import type { Connection } from './http/connection.ts';
import { type Conditional, requestIfChanged } from './http/request.ts';
import type { Result } from './http/result.ts';
import {
  idSchema,
  lenientCount,
  lenientFlag,
  lenientText,
  lenientTime,
  textField,
} from './lenient-fields.ts';
import { listEnvelopeSchema, nextCursorOf, PAGE_LIMIT, parseRows } from './list-envelope.ts';

/** An account whose posts CreatorAudit collects. `null`: the API does not say. */
export interface TrackedAccount {
  readonly id: string;
  /** `instagram`, `tiktok`, or a newer one. */
  readonly platform: string | null;
  readonly username: string | null;
  /** The person or brand that the account belongs to. */
  readonly creatorName: string | null;
  /** Free text of the organization. */
  readonly category: string | null;
  /** The organization's own tags (`metadata`), as `key: value`. */
  readonly tags: readonly string[];
  readonly followerCount: number | null;
  /**
   * The last refresh of its posts (`last_scrape_time`), ms since epoch; `null` also before the
   * first.
   */
  readonly refreshedAt: number | null;
  /** False while the account is paused: its posts are not refreshed. */
  readonly isActive: boolean;
  /** The platform no longer shows the account. */
  readonly isUnavailable: boolean;
  /** Posts older than this are not refreshed, days. */
  readonly postLookbackDays: number | null;
  /** Only this many of the latest posts are refreshed. */
  readonly maxRecentPosts: number | null;
}

/** The most tags of an account (API reference, Accounts: at most 20 keys). */
const MAX_TAGS = 20;
/** The longest tag that is kept, in characters. */
const MAX_TAG_LENGTH = 80;

/** One page of the tracked accounts. */
export interface AccountsPage {
  readonly accounts: readonly TrackedAccount[];
  /** The start of the next page; `null` on the last page. */
  readonly nextCursor: string | null;
}

/** A row of `/accounts` (API reference, Accounts). All but `id` may be missing or odd. */
const accountSchema = z.pipe(
  z.object({
    id: idSchema,
    platform: lenientText,
    username: lenientText,
    creator_name: lenientText,
    category: lenientText,
    metadata: z.pipe(z.optional(z.unknown()), z.transform(tagsOf)),
    follower_count: lenientCount,
    last_scrape_time: lenientTime,
    is_active: z.catch(z.boolean(), true),
    is_unavailable: lenientFlag,
    effective_post_lookback_days: lenientCount,
    post_lookback_days: lenientCount,
    effective_max_recent_posts_per_account: lenientCount,
    max_recent_posts_per_account: lenientCount,
  }),
  z.transform(
    (row): TrackedAccount => ({
      id: row.id,
      platform: row.platform?.toLowerCase() ?? null,
      username: row.username?.replace(/^@/, '') || null,
      creatorName: row.creator_name,
      category: row.category,
      tags: row.metadata,
      followerCount: row.follower_count,
      refreshedAt: row.last_scrape_time,
      isActive: row.is_active,
      isUnavailable: row.is_unavailable,
      postLookbackDays: row.effective_post_lookback_days ?? row.post_lookback_days,
      maxRecentPosts:
        row.effective_max_recent_posts_per_account ?? row.max_recent_posts_per_account,
    }),
  ),
);

/** Reads the tags of `metadata`: its entries that are texts, numbers or true, or lists of them. */
function tagsOf(metadata: unknown): readonly string[] {
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return [];
  const tags = Object.entries(metadata).flatMap(([key, value]) =>
    [value].flat().flatMap((one) => {
      if (one === true) return [key];
      const text = typeof one === 'number' ? String(one) : textField(one);
      return text === null ? [] : [`${key}: ${text}`];
    }),
  );
  return [...new Set(tags.filter(({ length }) => length <= MAX_TAG_LENGTH))].slice(0, MAX_TAGS);
}

/**
 * Fetches one page of the tracked accounts, at most {@link PAGE_LIMIT}. Rows without an id are left
 * out.
 *
 * @param page.cursor `nextCursor` of the page before; `null` for the first page
 * @param page.knownEtag the ETag of the same page in an earlier scan; `null`: none
 */
export async function fetchAccountsPage(
  connection: Connection,
  page: { readonly cursor: string | null; readonly knownEtag: string | null },
): Promise<Result<Conditional<AccountsPage>>> {
  const query: [string, string][] = [['limit', String(PAGE_LIMIT)]];
  if (page.cursor !== null) query.push(['cursor', page.cursor]);
  return requestIfChanged(
    connection,
    { method: 'GET', path: '/accounts', query, knownEtag: page.knownEtag },
    z.pipe(
      listEnvelopeSchema,
      z.transform(
        (envelope): AccountsPage => ({
          accounts: parseRows(envelope, accountSchema),
          nextCursor: nextCursorOf(envelope),
        }),
      ),
    ),
  );
}
