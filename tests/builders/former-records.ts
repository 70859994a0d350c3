import type { Measure } from '../../utils/breakouts/model/measure.ts';
import {
  type GainColumns,
  gainOf,
  isNotFound,
  refreshOf,
  rowCount,
  wasAsked,
} from '../../utils/library/gains-record.ts';
import { type PostsRecord, pendingIn, postAt } from '../../utils/library/posts-record.ts';

/** The record that version 1.0 stored of the same posts: their flags were columns of their own. */
export function formerPostsRecord(record: PostsRecord) {
  const { numbers: _, ...columns } = record;
  const posts = record.ids.map((_, row) => postAt(record, row));
  const pending = new Set(pendingIn(record, []).map(([id]) => id));
  const cells = posts.flatMap((post) => [
    ...[post.createdAt, post.firstRefreshedAt, post.lastRefreshedAt, post.refreshIntervalHours],
    ...[post.views, post.likes, post.comments, post.shares, post.saves],
  ]);
  return {
    ...columns,
    numbers: Float64Array.from(cells, (cell) => cell ?? Number.NaN),
    unavailable: Uint8Array.from(posts, ({ isUnavailable }) => (isUnavailable ? 1 : 0)),
    pending: Uint8Array.from(posts, ({ id }) => (pending.has(id) ? 1 : 0)),
  };
}

/** The record that version 1.0 stored of the same gains: each kind of number had its column. */
export function formerGainsRecord<R extends GainColumns>(record: R) {
  const { numbers: _, ...columns } = record;
  const state = (row: number) => (isNotFound(record, row) ? 2 : wasAsked(record, row) ? 1 : 0);
  return {
    ...columns,
    refreshedAt: Float64Array.from(rowsOf(record), (row) => refreshOf(record, row)),
    views: Float64Array.from(gainsOf(record, 'views')),
    engagement: Float64Array.from(gainsOf(record, 'engagement')),
    states: Uint8Array.from(rowsOf(record), state),
  };
}

/** All gains of a record, row by row and window by window. */
export function gainsOf(record: GainColumns, measure: Measure): number[] {
  return rowsOf(record).flatMap((row) =>
    record.windows.map((_, window) => gainOf(record, row, window, measure)),
  );
}

/** The rows of a record. */
export function rowsOf(record: GainColumns): number[] {
  return [...Array(rowCount(record)).keys()];
}
