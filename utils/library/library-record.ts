import * as z from 'zod/mini';
import type { DeltasResponse } from '../creator-audit/deltas.ts';
import { textColumn } from '../history/text-column.ts';
import type { AccountsPageRecord } from '../sync/sync-deps.ts';

const text = z.nullable(z.string());
const number = z.nullable(z.number());

/** One page of the tracked accounts, as it stands in IndexedDB. */
export const surveyRecordSchema = z.object({
  cursor: text,
  nextCursor: text,
  etag: text,
  accounts: z.array(
    z.object({
      id: z.string(),
      platform: text,
      username: text,
      creatorName: text,
      category: text,
      followerCount: number,
      refreshedAt: number,
      isActive: z.boolean(),
      isUnavailable: z.boolean(),
      postLookbackDays: number,
      maxRecentPosts: number,
    }),
  ),
}) satisfies z.ZodMiniType<AccountsPageRecord>;

const numbers = z.instanceof(Float64Array);

/**
 * The deltas that one request has brought, as they stand in IndexedDB: columns, for a library has hundreds of thousands of them. `NaN` is "not
 * known". Views and engagement gained of post i over window j are at i · windows + j.
 */
export const deltasRecordSchema = z
  .object({
    ids: textColumn,
    /** The post's last refresh when they were asked for, ms since epoch: of a later refresh they say nothing. */
    refreshedAt: numbers,
    /** Days. */
    windows: z.array(z.number()),
    views: numbers,
    engagement: numbers,
    /** 1: the API does not know deltas of the post (`meta.not_found`). */
    notFound: z.instanceof(Uint8Array),
  })
  .check(
    z.refine(
      ({ ids, refreshedAt, windows, views, engagement, notFound }) =>
        [refreshedAt, notFound].every(({ length }) => length === ids.length) &&
        [views, engagement].every(({ length }) => length === ids.length * windows.length),
    ),
  );

export type DeltasRecord = z.infer<typeof deltasRecordSchema>;

/** The record of an answer. @param windows days */
export function deltasRecord(
  asked: readonly (readonly [id: string, refreshedAt: number | null])[],
  windows: readonly number[],
  { byPost, notFound }: Pick<DeltasResponse, 'byPost' | 'notFound'>,
): DeltasRecord {
  const unknown = new Set(notFound);
  const column = (measure: 'views' | 'engagement') =>
    Float64Array.from(asked.flatMap(([id]) => windows.map((days) => byPost.get(id)?.[days]?.[measure] ?? Number.NaN)));
  return {
    ids: asked.map(([id]) => id),
    refreshedAt: Float64Array.from(asked, ([, refreshedAt]) => refreshedAt ?? Number.NaN),
    windows: [...windows],
    views: column('views'),
    engagement: column('engagement'),
    notFound: Uint8Array.from(asked, ([id]) => (unknown.has(id) ? 1 : 0)),
  };
}

/** The rows of a record at the places named. */
export function deltasRecordOf(record: DeltasRecord, rows: readonly number[]): DeltasRecord {
  const { windows } = record;
  const cells = (column: Float64Array) =>
    Float64Array.from(rows.flatMap((row) => [...column.subarray(row * windows.length, (row + 1) * windows.length)]));
  return {
    ids: rows.map((row) => record.ids[row] as string),
    refreshedAt: Float64Array.from(rows, (row) => record.refreshedAt[row] as number),
    windows,
    views: cells(record.views),
    engagement: cells(record.engagement),
    notFound: Uint8Array.from(rows, (row) => record.notFound[row] as number),
  };
}
