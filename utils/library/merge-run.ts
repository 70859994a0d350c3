import type { Checkpoint } from '../sync/checkpoint.ts';
import {
  type LibraryHead,
  type LibraryManifest,
  type ListedAccount,
  updateManifest,
  usableManifest,
} from '../sync/library-manifest.ts';
import { RunStatsBuilder } from '../sync/run-stats.ts';
import type { Group } from './group.ts';
import { openLegacyHistory } from './legacy-history.ts';
import { STAGED_STORES, withLibrary } from './library-database.ts';
import { recordsOf } from './library-records.ts';
import { mergeGroups } from './merge-groups.ts';
import type { MergeDamage } from './merge-history.ts';
import type { GroupRows } from './merge-posts.ts';
import { noteGarbage } from './note-garbage.ts';
import { postAt } from './posts-record.ts';
import { readManifest } from './read-library.ts';
import { RunLost } from './run-lost.ts';
import { isSameEntry } from './same-record.ts';
import { type StagedPage, stagedPagesOf } from './staged-records.ts';
import { groupName, groupNameOf, loadStagedRows } from './staged-rows.ts';
import { syncStore } from './sync-store.ts';

/** Posts whose staged rows are held in memory at once. */
const MAX_PASS_POSTS = 12_500;
/** Posts that are merged in one transaction, unless one account has more. */
const MAX_BATCH_POSTS = 2000;
/** The posts that take as long to merge as an account without any. */
const POSTS_PER_GROUP = 4;
/** Records of a small account: posts, texts, gains, history and its manifest entry. */
const RECORDS_PER_GROUP = 5;
/** Manifest entries that are written in one transaction. */
const ENTRY_BATCH = 1000;

/** A run whose posts are part of the library. */
export interface MergedRun {
  /** The head of the library once the run has ended. */
  readonly head: LibraryHead;
  /** Damaged records that were written again from the data of the run. */
  readonly damage: MergeDamage;
}

/**
 * Merges the staged rows of a complete run into the library, account by account, each in one
 * transaction. Merging an account again changes nothing, so that the next worker can continue. The
 * list of the accounts is in memory until it returns, and no longer.
 *
 * @param now ms since epoch
 * @throws RunLost when staged rows are missing, or the library lacks the records that the run is
 *   based on
 */
export async function mergeRun(run: Checkpoint, now: number): Promise<MergedRun> {
  const former = usableManifest(await readManifest(), run.libraryScope);
  if ((former?.run ?? null) !== run.baseRun) throw new RunLost();
  const pages = await stagedPages(run);
  const { manifest, passes } = await planMerge(former, run, pages());
  const damage: MergeDamage = { groups: 0, histories: 0 };
  const legacy = await openLegacyHistory().catch(() => null);
  const { isFullListing, windows } = run;
  const context = { manifest, isFullListing, windows, legacy, now, damage };
  try {
    for (const groups of passes) {
      const rows = await loadStagedRows(run.run, groups, pages());
      for (const batch of batchesOf(rows)) {
        await mergeGroups(batch, context);
        noteGarbage(RECORDS_PER_GROUP * batch.length);
      }
    }
  } finally {
    legacy?.close();
  }
  await storeEntries(manifest);
  const { accounts: _, ...head } = manifest;
  return { head, damage };
}

/** A function of its own: its statistics, as large as the manifest, are garbage when it ends. */
async function planMerge(former: LibraryManifest | null, run: Checkpoint, pages: StagedPages) {
  const { stats, sizes } = await scanStagedPosts(run, pages);
  const hasAccounts = !run.accountsUnavailable && run.lists.includes('account-videos');
  const accountPages = hasAccounts ? syncStore.accountPagesOf(run.run) : null;
  return {
    manifest: await updateManifest(former, run, stats, accountPages),
    passes: passesOf(await groupsToMerge(run, sizes)),
  };
}

/** Ends a run after its posts were ranked and published, and drops its staged data. */
export async function completeRun(run: Checkpoint, { head }: MergedRun): Promise<void> {
  await withLibrary(async (library) => {
    const stores = ['state', 'accountPages', ...STAGED_STORES] as const;
    const transaction = library.transaction(stores, 'readwrite');
    const pages = transaction.objectStore('accountPages');
    await Promise.all([
      transaction.objectStore('state').put(head, 'head'),
      transaction.objectStore('state').delete('checkpoint'),
      ...STAGED_STORES.map((name) => transaction.objectStore(name).clear()),
      // Pages of the run that fetched them last are kept for their ETags.
      pages.delete(IDBKeyRange.upperBound([head.accountsRun ?? run.run], true)),
      pages.delete(IDBKeyRange.lowerBound([head.accountsRun ?? run.run, []], true)),
      transaction.done,
    ]);
  });
}

/** Writes the manifest entries that have changed without their account being listed. */
async function storeEntries({ accounts }: LibraryManifest): Promise<void> {
  const missing = new Map(Object.entries(accounts));
  const changes: [id: string, account: ListedAccount | null][] = [];
  for await (const { key, value } of recordsOf('accounts')) {
    const account = accounts[key] ?? null;
    missing.delete(key);
    if (account === null || !isSameEntry(value, account)) changes.push([key, account]);
  }
  changes.push(...missing);
  for (let start = 0; start < changes.length; start += ENTRY_BATCH) {
    const batch = changes.slice(start, start + ENTRY_BATCH);
    await withLibrary(async (library) => {
      const { store, done } = library.transaction('accounts', 'readwrite');
      await Promise.all([
        ...batch.map(([id, account]) =>
          account === null ? store.delete(id) : store.put(account, id),
        ),
        done,
      ]);
    });
  }
}

/**
 * Drops the checkpoint and everything staged, so that the next sync begins a new run. The library
 * and the history stay.
 */
export function discardRun(): Promise<void> {
  return withLibrary(async (library) => {
    const transaction = library.transaction(['state', ...STAGED_STORES], 'readwrite');
    await Promise.all([
      transaction.objectStore('state').delete('checkpoint'),
      ...STAGED_STORES.map((name) => transaction.objectStore(name).clear()),
      transaction.done,
    ]);
  });
}

type StagedPages = AsyncIterable<StagedPage> | Iterable<StagedPage>;

/** The staged pages of a run: read once where they fit in one pass, else at each call. */
async function stagedPages({ run, posts }: Checkpoint): Promise<() => StagedPages> {
  if (posts > MAX_PASS_POSTS) return () => stagedPagesOf(run);
  const pages: StagedPage[] = [];
  for await (const page of stagedPagesOf(run)) pages.push(page);
  return () => pages;
}

/** The number of staged posts of each group, by `groupName`. */
type GroupSizes = ReadonlyMap<string, number>;

/** @throws RunLost when rows have vanished: databases lose records without any error */
async function scanStagedPosts(run: Checkpoint, pages: StagedPages) {
  const builder = new RunStatsBuilder();
  const sizes = new Map<string, number>();
  let rows = 0;
  for await (const { listing, posts } of pages) {
    rows += posts.ids.length;
    builder.add(
      listing,
      posts.ids.map((_, row) => postAt(posts, row)),
      run.startedAt,
    );
    for (let row = 0; row < posts.ids.length; row++) {
      const name = groupNameOf(listing, posts, row);
      sizes.set(name, (sizes.get(name) ?? 0) + 1);
    }
  }
  if (rows !== run.posts) throw new RunLost();
  return { stats: builder.build(), sizes };
}

/**
 * All groups that a run changes, with their staged posts, in the order of their records: those
 * without any lose all of theirs.
 */
async function groupsToMerge(run: Checkpoint, sizes: GroupSizes): Promise<GroupSizes> {
  const all = new Map(sizes);
  const addEmpty = (group: Group) => {
    const name = groupName(group);
    if (!all.has(name)) all.set(name, 0);
  };
  for (const account of run.accountIds) addEmpty({ list: 'account-videos', account });
  const isListed = (list: string) =>
    !run.lists.some((listed) => listed === list) ||
    (list === 'videos' ? run.listsVideos : run.isFullListing);
  const keys = await withLibrary((library) => library.getAllKeys('posts'));
  for (const [list, account] of keys) if (isListed(list)) addEmpty({ list, account });
  // By code units, as IndexedDB compares texts.
  return new Map([...all].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Divides groups into passes of at most {@link MAX_PASS_POSTS} posts, unless one group has more.
 */
function* passesOf(sizes: GroupSizes): Generator<ReadonlySet<string>> {
  let pass = new Set<string>();
  let posts = 0;
  for (const [name, size] of sizes) {
    if (posts + size > MAX_PASS_POSTS && pass.size > 0) {
      yield pass;
      pass = new Set();
      posts = 0;
    }
    pass.add(name);
    posts += size;
  }
  if (pass.size > 0) yield pass;
}

/** Divides groups into those merged in one transaction, all of the same list. */
function* batchesOf(rows: readonly GroupRows[]): Generator<GroupRows[]> {
  let batch: GroupRows[] = [];
  let posts = 0;
  for (const group of rows) {
    const weight = Math.max(POSTS_PER_GROUP, group.rows.length);
    const isOfList = batch[0]?.group.list === group.group.list;
    if (batch.length > 0 && (!isOfList || posts + weight > MAX_BATCH_POSTS)) {
      yield batch;
      batch = [];
      posts = 0;
    }
    batch.push(group);
    posts += weight;
  }
  if (batch.length > 0) yield batch;
}
