import type { Post } from '../breakouts/model/post.ts';
import type { SeriesById } from '../history/extend-history.ts';
import { StorageError } from '../storage/storage-error.ts';
import type { LibraryManifest } from '../sync/library-manifest.ts';
import { type GainRow, gainsRecord, gainsRecordSchema, wasAsked } from './gains-record.ts';
import type { Group } from './group.ts';
import type { LegacyHistory } from './legacy-history.ts';
import {
  GROUP_STORES,
  type GroupKey,
  HISTORY_STORES,
  type LibraryTransaction,
  withLibrary,
} from './library-database.ts';
import { rangeOf } from './library-records.ts';
import { type MergeDamage, mergeHistory } from './merge-history.ts';
import {
  type PostText,
  postsRecord,
  postsRecordSchema,
  textRecord,
  textRecordSchema,
} from './posts-record.ts';
import { type RecordWriter, recordWriter } from './record-writer.ts';
import { isSameEntry, isSameRecord } from './same-record.ts';
import {
  recordsBetween,
  recordsOfEach,
  type StoredGroupRecord,
  type StoredRecords,
} from './stored-records.ts';

/** Posts in one record; an account with more takes several. */
const MAX_RECORD_POSTS = 2000;

/** A listed post with what came with it. */
interface StagedRow {
  readonly post: Post;
  readonly text: PostText;
  /** Its deltas, the latest last; empty when they were not asked for. */
  readonly gains: GainRow[];
}

/** All posts that a run has listed of a group: others of the group are gone. */
export interface GroupRows {
  readonly group: Group;
  readonly rows: StagedRow[];
}

interface MergeContext {
  readonly manifest: LibraryManifest;
  /** Most accounts of the library are merged. */
  readonly isFullListing: boolean;
  /** Days. */
  readonly windows: readonly number[];
  readonly legacy: LegacyHistory | null;
  /** ms since epoch */
  readonly now: number;
  /** Counted up. */
  readonly damage: MergeDamage;
}

const UNREADABLE_NAMES: ReadonlySet<string> = new Set([
  'DataError',
  'NotReadableError',
  'NotFoundError',
]);

const MERGE_STORES = ['accounts', ...GROUP_STORES, ...HISTORY_STORES] as const;

/**
 * Merges some groups of one list in one transaction, each account once. If the browser cannot read
 * one of their records, merges them one by one and replaces the damaged record.
 */
export async function mergeGroups(
  groups: readonly GroupRows[],
  context: MergeContext,
): Promise<void> {
  const { legacy } = context;
  const posts = groups.flatMap(filedPosts);
  // If it cannot be read now, a later merge takes it over.
  const former = await legacy?.seriesOf(posts).catch(() => null);
  try {
    await mergeTogether(groups, former ?? new Map(), context, 'nothing');
  } catch (error) {
    if (!isDamage(error)) throw error;
    for (const group of groups) await mergeDamaged(group, former ?? new Map(), context);
  }
  // If the removal fails, the next merge takes it over again, with the same result.
  if (former != null) await legacy?.remove(posts, context.now).catch(() => undefined);
}

async function mergeDamaged(
  group: GroupRows,
  former: SeriesById,
  context: MergeContext,
): Promise<void> {
  for (const dropped of ['nothing', 'posts', 'history'] as const) {
    try {
      await mergeTogether([group], former, context, dropped);
      if (dropped !== 'nothing') context.damage.groups += 1;
      if (dropped === 'history') context.damage.histories += 1;
      return;
    } catch (error) {
      if (!isDamage(error) || dropped === 'history') throw error;
      // Posts can be fetched again, so that any damage will do; a history cannot.
      if (dropped === 'posts' && !isUnreadableRecord(error)) throw error;
    }
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof StorageError && error.kind === 'storage-damaged';
}

/**
 * Returns true if the browser reported one unreadable record (Chromium: "Failed to read large
 * IndexedDB value"). Other errors may be transient, or are left to `rebuildLibrary`, which salvages
 * data.
 */
function isUnreadableRecord(error: unknown): boolean {
  const cause = error instanceof StorageError ? error.cause : null;
  return cause instanceof DOMException && UNREADABLE_NAMES.has(cause.name);
}

/** @param dropped the records to delete unread: those of posts, or also the history */
function mergeTogether(
  groups: readonly GroupRows[],
  former: SeriesById,
  context: MergeContext,
  dropped: 'nothing' | 'posts' | 'history',
): Promise<void> {
  return withLibrary(async (library) => {
    const transaction = library.transaction([...MERGE_STORES], 'readwrite') as LibraryTransaction;
    const damage: MergeDamage = { groups: 0, histories: 0 };
    const writer = recordWriter(transaction);
    const work = async () => {
      const stored =
        dropped === 'nothing' && context.isFullListing
          ? await recordsBetween(
              transaction,
              groups.map(({ group }) => group),
            )
          : recordsOfEach(transaction);
      const history = { transaction, writer, stored };
      const merge = async ({ group, rows }: GroupRows) => {
        if (dropped !== 'nothing') await deleteGroup(transaction, group);
        if (dropped === 'history') await deleteHistory(transaction, group.account);
        const records = await stored.groupOf(group);
        mergePosts(writer, records, { group, rows }, context.windows, damage);
        await mergeHistory(history, group.account, rows, former, context.now, damage);
        await storeEntry(writer, stored, group, context.manifest);
      };
      await Promise.all(groups.map(merge));
    };
    // A transaction whose work fails half-way must not commit the other half.
    const abortAndThrow = (error: unknown) => {
      abort(transaction);
      throw error;
    };
    await Promise.all([work().catch(abortAndThrow), transaction.done]).catch((error) => {
      throw writer.causeOf(error);
    });
    context.damage.groups += damage.groups;
    context.damage.histories += damage.histories;
  });
}

function abort(transaction: LibraryTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has been aborted already: that is why its work failed.
  }
}

/** Posts, texts and gains of a record, row by row. */
interface Chunk {
  readonly key: GroupKey;
  readonly posts: Post[];
  readonly texts: PostText[];
  readonly gains: GainRow[][];
  /** The records that are stored; damaged ones are missing. */
  readonly before: Readonly<Partial<Record<(typeof GROUP_STORES)[number], unknown>>> | null;
}

/**
 * Replaces the posts of a group by those listed. A post stays in its record and in its place there,
 * so that records in which nothing has changed are not written.
 */
function mergePosts(
  writer: RecordWriter,
  stored: readonly StoredGroupRecord[],
  { group, rows }: GroupRows,
  windows: readonly number[],
  damage: MergeDamage,
): void {
  const listed = new Map(rows.map((row) => [row.post.id, row]));
  const chunks: Chunk[] = [];
  let isDamaged = false;
  for (const { key, posts, texts, gains } of stored) {
    const record = postsRecordSchema.safeParse(posts);
    const formerGains = gainsRecordSchema.safeParse(gains);
    const formerTexts = textRecordSchema.safeParse(texts);
    const before = { posts: record.data, texts: formerTexts.data, gains: formerGains.data };
    const chunk: Chunk = { key, posts: [], texts: [], gains: [], before };
    chunks.push(chunk);
    isDamaged ||= !record.success || !formerGains.success || !formerTexts.success;
    if (!record.success) continue;
    for (const [row, id] of record.data.ids.entries()) {
      const now = listed.get(id);
      if (now === undefined) continue;
      listed.delete(id);
      chunk.posts.push(now.post);
      chunk.texts.push(now.text);
      const known =
        formerGains.success && wasAsked(formerGains.data, row)
          ? [{ record: formerGains.data, row }]
          : [];
      chunk.gains.push([...known, ...now.gains]);
    }
  }
  if (isDamaged) damage.groups += 1;
  addNewRows(chunks, group, [...listed.values()]);
  for (const { key, posts, texts, gains, before } of chunks) {
    if (posts.length === 0) {
      if (before !== null) for (const name of GROUP_STORES) writer.delete(name, key);
      continue;
    }
    const records = {
      posts: postsRecord(posts),
      texts: textRecord(texts),
      gains: gainsRecord(gains, windows),
    };
    for (const name of GROUP_STORES) {
      if (!isSameRecord(before?.[name], records[name])) writer.put(name, records[name], key);
    }
  }
}

function addNewRows(chunks: Chunk[], { list, account }: Group, rows: readonly StagedRow[]): void {
  for (const { post, text, gains } of rows) {
    let last = chunks.at(-1);
    if (last === undefined || last.posts.length >= MAX_RECORD_POSTS) {
      const number = last === undefined ? 0 : last.key[2] + 1;
      last = { key: [list, account, number], posts: [], texts: [], gains: [], before: null };
      chunks.push(last);
    }
    last.posts.push(post);
    last.texts.push(text);
    last.gains.push(gains);
  }
}

async function storeEntry(
  writer: RecordWriter,
  stored: StoredRecords,
  { list, account }: Group,
  { accounts }: LibraryManifest,
): Promise<void> {
  if (list !== 'account-videos') return;
  const entry = accounts[account];
  if (entry === undefined) writer.delete('accounts', account);
  else if (!isSameEntry(await stored.entryOf(account), entry)) {
    writer.put('accounts', entry, account);
  }
}

async function deleteGroup(transaction: LibraryTransaction, { list, account }: Group) {
  const range = rangeOf(list, account);
  await Promise.all(GROUP_STORES.map((name) => transaction.objectStore(name).delete(range)));
}

async function deleteHistory(transaction: LibraryTransaction, account: string): Promise<void> {
  const range = rangeOf(account);
  await Promise.all(HISTORY_STORES.map((name) => transaction.objectStore(name).delete(range)));
}

function filedPosts({ group, rows }: GroupRows) {
  return rows.map(({ post }) => ({ id: post.id, account: group.account }));
}
