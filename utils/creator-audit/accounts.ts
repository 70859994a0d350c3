import * as z from 'zod/mini';
import type { Connection } from './http/connection.ts';
import { type Conditional, requestIfChanged } from './http/request.ts';
import type { Result } from './http/result.ts';
import { objectField, textField, timeField } from './lenient-fields.ts';
import { PAGE_LIMIT, usableCursor } from './video-page.ts';
import { MAX_POST_ID_LENGTH } from './video-row.ts';

/** An account whose posts CreatorAudit follows. */
export interface TrackedAccount {
  readonly id: string;
  /** `instagram`, `tiktok`, or a newer one; `null` where the API does not say. */
  readonly platform: string | null;
  /** When CreatorAudit last refreshed its posts (`last_scrape_time`), ms since epoch; `null` before the first time, or where the API does not say. */
  readonly refreshedAt: number | null;
}

/** One page of the tracked accounts. */
export interface AccountsPage {
  readonly accounts: readonly TrackedAccount[];
  /** Where the next page starts; `null` on the last page. */
  readonly nextCursor: string | null;
}

const pageSchema = z.object({
  data: z.array(z.unknown()),
  pagination: z
    .object({ has_next: z.boolean(), next_cursor: z.optional(z.unknown()) })
    .check(z.refine(({ has_next, next_cursor }) => !has_next || usableCursor(next_cursor) !== null)),
});

/**
 * Fetches one page of the tracked accounts, {@link PAGE_LIMIT} at most. The shape of a row is not documented: only `id` is required, and a row
 * without one is passed over.
 *
 * @param page.cursor of the page before; `null` for the first page
 * @param page.knownEtag of the same page as it was last time; `null`: not known
 */
export async function fetchAccountsPage(
  connection: Connection,
  page: { readonly cursor: string | null; readonly knownEtag: string | null },
): Promise<Result<Conditional<AccountsPage>>> {
  const query: [string, string][] = [['limit', String(PAGE_LIMIT)]];
  if (page.cursor !== null) query.push(['cursor', page.cursor]);
  const outcome = await requestIfChanged(
    connection,
    { method: 'GET', path: '/accounts', query, knownEtag: page.knownEtag },
    pageSchema,
  );
  if (!outcome.ok || !outcome.value.isChanged) return outcome as Result<{ readonly isChanged: false }>;
  return { ...outcome, value: { ...outcome.value, value: pageFrom(outcome.value.value) } };
}

function pageFrom({ data, pagination }: z.infer<typeof pageSchema>): AccountsPage {
  return {
    accounts: data.map(accountFromRow).filter((account) => account !== null),
    nextCursor: pagination.has_next ? usableCursor(pagination.next_cursor) : null,
  };
}

function accountFromRow(row: unknown): TrackedAccount | null {
  const fields = objectField(row);
  const id = textField(fields?.id);
  if (fields === null || id === null || id.length > MAX_POST_ID_LENGTH) return null;
  return {
    id,
    platform: textField(fields.platform)?.toLowerCase() ?? null,
    refreshedAt: timeField(fields.last_scrape_time),
  };
}
