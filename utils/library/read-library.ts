import type { Post } from '../breakouts/model/post.ts';
import {
  type AccountProfile,
  type LibraryHead,
  type LibraryManifest,
  type ListedAccount,
  libraryHeadSchema,
  listedAccountSchema,
} from '../sync/library-manifest.ts';
import type { Group } from './group.ts';
import { GroupTally } from './group-tally.ts';
import { type GroupKey, withLibrary } from './library-database.ts';
import { type Batch, batchesOf, recordsAt, recordsOf } from './library-records.ts';
import { joinRecords, type PostsRecord, postAt, postsRecordSchema } from './posts-record.ts';
import { deltasReader, type LibraryPage, type ReadDeltas } from './read-deltas.ts';
import { type ReadTexts, textReader } from './read-texts.ts';

/** Reads the head of the library, without its accounts; `null`: nothing that can be read. */
export async function readHead(): Promise<LibraryHead | null> {
  const head = libraryHeadSchema.safeParse(
    await withLibrary((library) => library.get('state', 'head')),
  );
  return head.success ? head.data : null;
}

/** Reads the head of the library; `null`: there is no readable one. */
export async function readManifest(): Promise<LibraryManifest | null> {
  const head = await readHead();
  if (head === null) return null;
  const accounts: [string, ListedAccount][] = [];
  for await (const entry of listedAccounts()) accounts.push(entry);
  return { ...head, accounts: Object.fromEntries(accounts) };
}

/** Reads the accounts of the library with their ids, a batch at a time. */
async function* listedAccounts(): AsyncGenerator<[id: string, account: ListedAccount]> {
  for await (const { key, value } of recordsOf('accounts')) {
    const account = listedAccountSchema.safeParse(value);
    // A damaged entry counts as an account that was never listed.
    if (account.success) yield [key, account.data];
  }
}

/** Reads the descriptions of some accounts, by id. Those that have none are missing. */
export async function readProfiles(
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, AccountProfile>> {
  const profiles = new Map<string, AccountProfile>();
  const entries = recordsAt('accounts', [...ids]);
  for (const id of ids) {
    const account = listedAccountSchema.safeParse((await entries.next()).value);
    const profile = account.data?.profile ?? null;
    if (profile !== null) profiles.set(id, profile);
  }
  return profiles;
}

/** The posts of a library, each once, without their texts. */
export interface LibraryPosts {
  readonly posts: readonly Post[];
  /**
   * Groups that lack posts, or whose records are damaged; what could be read of them is in `posts`.
   */
  readonly damaged: readonly Group[];
  /** Returns true if the post at `row` is tracked by itself, not only with its account. */
  isTrackedAlone(row: number): boolean;
  readonly textsOf: ReadTexts;
  readonly deltasOf: ReadDeltas;
}

/**
 * Reads the posts of the library: of a post that is in both lists, the row that was refreshed
 * later. Texts that many posts share are kept once, or a large library would not fit a worker. For
 * the same reason the accounts are not kept: `noteAccount` takes what is needed of each.
 *
 * @throws StorageError when the database fails
 */
export async function readPosts(
  head: LibraryHead,
  noteAccount: (id: string, account: ListedAccount) => void = () => undefined,
): Promise<LibraryPosts> {
  const posts: Post[] = [];
  /** The key of the record that each post is in, and its row there. */
  const keys: GroupKey[] = [];
  const recordRows: number[] = [];
  const pages: LibraryPage[] = [];
  const tally = new GroupTally();
  const intern = textPool();
  const read = async (list: string, rowOf: (post: Post) => number | null) => {
    for await (const batch of batchesOf('posts', list)) {
      const { page, record } = readBatch(batch, tally, intern);
      pages.push(page);
      for (const { key, start, rows } of page.records) {
        for (let row = 0; row < rows; row++) {
          const post = postAt(record, start + row);
          const place = rowOf(post);
          if (place === null) continue;
          posts[place] = post;
          keys[place] = key;
          recordRows[place] = row;
        }
      }
    }
  };
  const videos = new Map<string, number>();
  await read('videos', ({ id }) => {
    videos.set(id, posts.length);
    return posts.length;
  });
  await read('account-videos', (post) => {
    const place = videos.get(post.id);
    if (place === undefined) return posts.length;
    const other = posts[place] as Post;
    return (other.lastRefreshedAt ?? 0) > (post.lastRefreshedAt ?? 0) ? null : place;
  });
  for await (const [id, account] of listedAccounts()) {
    tally.compare(id, account.posts);
    noteAccount(intern(id), account);
  }
  return {
    posts,
    damaged: tally.damaged(head),
    // They were read first.
    isTrackedAlone: isAmongFirst(videos.size),
    textsOf: textReader(keys, recordRows),
    deltasOf: deltasReader(posts, pages),
  };
}

/** Joins the records of a batch to one. Damaged ones are left out. */
function readBatch(
  { keys, values }: Batch<'posts'>,
  tally: GroupTally,
  intern: (text: string) => string,
): { readonly page: LibraryPage; readonly record: PostsRecord } {
  const records: LibraryPage['records'][number][] = [];
  const parts: PostsRecord[] = [];
  let start = 0;
  for (const [index, [list, account, chunk]] of keys.entries()) {
    const key: GroupKey = [intern(list), intern(account), chunk];
    const parsed = postsRecordSchema.safeParse(values[index]);
    tally.add(key, parsed.success ? parsed.data.ids.length : null);
    if (!parsed.success) continue;
    const rows = parsed.data.ids.length;
    records.push({ key, start, rows });
    parts.push(internRecord(parsed.data, intern));
    start += rows;
  }
  const record = joinRecords(parts);
  return { page: { ids: record.ids, records }, record };
}

function textPool(): (text: string) => string {
  const texts = new Map<string, string>();
  return (text) => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
}

function internRecord(record: PostsRecord, intern: (text: string) => string): PostsRecord {
  const cell = (text: string | null) => (text === null ? null : intern(text));
  const column = (cells: PostsRecord['platforms']) =>
    typeof cells === 'string' || cells === null ? cell(cells) : cells.map(cell);
  return {
    ...record,
    platforms: column(record.platforms),
    accountKeys: column(record.accountKeys),
    accountNames: column(record.accountNames),
    mediaTypes: column(record.mediaTypes),
  };
}

/** A function of its own scope: who keeps it does not keep everything else. */
function isAmongFirst(count: number): LibraryPosts['isTrackedAlone'] {
  return (row) => row < count;
}
