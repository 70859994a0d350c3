import type { Post } from '../breakouts/model/post.ts';
import type { KnownGain } from '../history/past-points.ts';
import type { Series } from '../history/point.ts';
import { gainOf, gainsRecordSchema, refreshOf, wasAsked } from './gains-record.ts';
import { type GroupKey, withLibrary } from './library-database.ts';
import { recordsOf } from './library-records.ts';
import {
  type PostsRecord,
  type PostText,
  postAt,
  postsRecordSchema,
  textAt,
  textRecordSchema,
} from './posts-record.ts';
import { historyAccountOf, historyOf } from './read-history.ts';
import { NO_TEXT } from './read-texts.ts';

/** Everything that the library holds of one post. */
export interface StoredPost {
  readonly post: Post;
  readonly text: PostText;
  /** The API's gains up to its last refresh. */
  readonly gains: readonly KnownGain[];
  /** The counts over time. */
  readonly saved: Series;
}

/**
 * Reads one post, without the rest of the library. Damaged records are left out.
 *
 * @param account the account's key; `null`: not known
 * @returns `null` when the library has no such post
 * @throws StorageError when the database fails
 */
export async function readPost(id: string, accountKey: string | null): Promise<StoredPost | null> {
  const account = historyAccountOf({ accountKey });
  const rows = await Promise.all(
    ['account-videos', 'videos'].map((list) => findRow(list, account, id)),
  );
  // Of a post in both lists the row that was refreshed later, as in `readPosts`.
  const [found] = rows
    .filter((row) => row !== null)
    .sort((a, b) => (b.post.lastRefreshedAt ?? 0) - (a.post.lastRefreshedAt ?? 0));
  if (found === undefined) return null;
  const [{ text, gains }, saved] = await Promise.all([beside(found), savedCounts(account, id)]);
  return { post: found.post, text, gains, saved };
}

interface FoundRow {
  readonly key: GroupKey;
  readonly row: number;
  readonly post: Post;
}

async function findRow(list: string, account: string, id: string): Promise<FoundRow | null> {
  for await (const { key, value } of recordsOf('posts', list, account)) {
    const parsed = postsRecordSchema.safeParse(value);
    const row = parsed.success ? parsed.data.ids.indexOf(id) : -1;
    if (row >= 0) return { key, row, post: postAt(parsed.data as PostsRecord, row) };
  }
  return null;
}

/** Reads what is stored beside the numbers of a post. */
async function beside({ key, row, post }: FoundRow): Promise<Pick<StoredPost, 'text' | 'gains'>> {
  const [texts, stored] = await withLibrary((library) =>
    Promise.all([library.get('texts', key), library.get('gains', key)]),
  );
  const record = textRecordSchema.safeParse(texts);
  const text = record.success ? textAt(record.data, row) : undefined;
  return { text: text ?? NO_TEXT, gains: gainsAt(stored, row, post.lastRefreshedAt) };
}

/** The gains of a row of a record, if they are as of its last refresh. */
function gainsAt(stored: unknown, row: number, refreshedAt: number | null): KnownGain[] {
  const gains = gainsRecordSchema.safeParse(stored);
  if (!gains.success || !wasAsked(gains.data, row)) return [];
  if (!Object.is(refreshedAt ?? Number.NaN, refreshOf(gains.data, row))) return [];
  return gains.data.windows.flatMap((days, window) => {
    const gained = gainOf(gains.data, row, window, 'views');
    return Number.isNaN(gained) ? [] : [{ days, views: gained }];
  });
}

async function savedCounts(account: string, id: string): Promise<Series> {
  const wanted = { isWanted: (other: string) => other === id };
  for await (const seriesById of historyOf(new Set([account]), wanted)) {
    const series = seriesById.get(id);
    if (series !== undefined) return series;
  }
  return [];
}
