import type { SeriesById } from '../history/extend-history.ts';
import { StorageError } from '../storage/storage-error.ts';
import type { LibraryManifest } from '../sync/library-manifest.ts';
import type { Group } from './group.ts';
import type { LegacyHistory } from './legacy-history.ts';
import {
  GROUP_STORES,
  HISTORY_STORES,
  type LibraryTransaction,
  withLibrary,
} from './library-database.ts';
import { rangeOf } from './library-records.ts';
import { type MergeDamage, mergeHistory } from './merge-history.ts';
import { type GroupRows, mergePosts } from './merge-posts.ts';
import { type RecordWriter, recordWriter } from './record-writer.ts';
import { isSameEntry } from './same-record.ts';
import { recordsBetween, recordsOfEach, type StoredRecords } from './stored-records.ts';

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
