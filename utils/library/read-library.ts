import { DeltaTable } from '../breakouts/model/delta-table.ts';
import { MEASURES } from '../breakouts/model/measure.ts';
import type { Post } from '../breakouts/model/post.ts';
import { accountIdOf } from '../sync/account-id.ts';
import {
  type LibraryHead,
  type LibraryManifest,
  type ListedAccount,
  libraryHeadSchema,
  listedAccountSchema,
} from '../sync/library-manifest.ts';
import {
  type GainColumns,
  gainOf,
  gainsRecordSchema,
  isNotFound,
  refreshOf,
  rowCount,
  wasAsked,
} from './gains-record.ts';
import { type GroupKey, withLibrary } from './library-database.ts';
import { type Batch, batchesOf, recordsAt, recordsBeside, recordsOf } from './library-records.ts';
import {
  joinRecords,
  type PostsRecord,
  type PostText,
  postAt,
  postsRecordSchema,
  textAt,
  textRecordSchema,
} from './posts-record.ts';

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
  for await (const { key, value } of recordsOf('accounts')) {
    const account = listedAccountSchema.safeParse(value);
    // A damaged entry counts as an account that was never listed.
    if (account.success) accounts.push([key, account.data]);
  }
  return { ...head, accounts: Object.fromEntries(accounts) };
}

/** The posts of one account in one list. */
export interface Group {
  readonly list: string;
  /** `''`: the account is not known. */
  readonly account: string;
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
  /** Reads the texts of the posts at `rows`, by row; those of a damaged record are `null`. */
  textsOf(rows: Iterable<number>): Promise<ReadonlyMap<number, PostText>>;
  /** Reads the API's deltas of the posts, row by row. @param windows days */
  deltasOf(windows: readonly number[]): Promise<LibraryDeltas>;
}

export interface LibraryDeltas {
  readonly deltas: DeltaTable;
  /** The number of posts the API knows no deltas of. */
  readonly notFound: number;
  /** Groups whose deltas are damaged. */
  readonly damaged: readonly Group[];
}

export const NO_TEXT: PostText = { caption: null, url: null, coverUrl: null };

/**
 * Reads the posts of the library: of a post that is in both lists, the row that was refreshed
 * later. Texts that many posts share are kept once, or a large library would not fit a worker.
 *
 * @throws StorageError when the database fails
 */
export async function readPosts(manifest: LibraryManifest): Promise<LibraryPosts> {
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
  return {
    posts,
    damaged: tally.damaged(manifest),
    // They were read first.
    isTrackedAlone: isAmongFirst(videos.size),
    textsOf: textReader(keys, recordRows),
    deltasOf: deltasReader(posts, pages),
  };
}

/** Records that were read at once, without the numbers of their posts. */
interface LibraryPage {
  readonly ids: readonly string[];
  readonly records: readonly {
    readonly key: GroupKey;
    /** The place of its first post in `ids`, and the number of its posts. */
    readonly start: number;
    readonly rows: number;
  }[];
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

/** Counts the rows of each group, to find those that lack some: databases lose records silently. */
class GroupTally {
  /** By list and account. */
  readonly #rows = new Map<string, Map<string, number>>();
  readonly #damaged = new Map<string, Set<string>>();

  /** @param rows `null`: the record is damaged */
  add([list, account]: GroupKey, rows: number | null): void {
    const ofList = this.#rows.get(list) ?? new Map<string, number>();
    this.#rows.set(list, ofList.set(account, (ofList.get(account) ?? 0) + (rows ?? 0)));
    if (rows !== null) return;
    this.#damaged.set(list, (this.#damaged.get(list) ?? new Set<string>()).add(account));
  }

  damaged({ accounts, fullListing, videos }: LibraryManifest): Group[] {
    const groups: Group[] = [];
    for (const [list, damaged] of this.#damaged) {
      for (const account of damaged) groups.push({ list, account });
    }
    const ofAccounts = this.#rows.get('account-videos') ?? new Map<string, number>();
    const isKnown = (account: string) => this.#damaged.get('account-videos')?.has(account) === true;
    for (const account in accounts) {
      const rows = ofAccounts.get(account) ?? 0;
      if (rows !== accounts[account]?.posts && !isKnown(account)) {
        groups.push({ list: 'account-videos', account });
      }
    }
    let rowsWithoutAccount = 0;
    for (const [account, rows] of ofAccounts) {
      if (accountIdOf({ accountKey: account || null }) === null) rowsWithoutAccount += rows;
    }
    let rowsOfVideos = 0;
    for (const rows of this.#rows.get('videos')?.values() ?? []) rowsOfVideos += rows;
    if (rowsOfVideos !== (videos?.posts ?? 0)) groups.push({ list: 'videos', account: '' });
    if (rowsWithoutAccount !== (fullListing?.postsWithoutAccount ?? 0)) {
      groups.push({ list: 'account-videos', account: '' });
    }
    return groups;
  }
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

/*
 * Functions of their own scopes: who keeps one of them does not keep everything that was needed to
 * read the posts.
 */

function isAmongFirst(count: number): LibraryPosts['isTrackedAlone'] {
  return (row) => row < count;
}

function textReader(
  keys: readonly GroupKey[],
  recordRows: readonly number[],
): LibraryPosts['textsOf'] {
  return (rows) => readTexts(rows, keys, recordRows);
}

function deltasReader(
  posts: readonly Post[],
  pages: readonly LibraryPage[],
): LibraryPosts['deltasOf'] {
  return (windows) => readDeltas(posts, pages, windows);
}

async function readTexts(
  rows: Iterable<number>,
  keys: readonly GroupKey[],
  recordRows: readonly number[],
): Promise<ReadonlyMap<number, PostText>> {
  const wanted = Map.groupBy(rows, (row) => keys[row] as GroupKey);
  const texts = new Map<number, PostText>();
  const records = recordsAt('texts', [...wanted.keys()]);
  for (const rowsThere of wanted.values()) {
    const record = textRecordSchema.safeParse((await records.next()).value);
    for (const row of rowsThere) {
      const text = record.success ? textAt(record.data, recordRows[row] as number) : undefined;
      texts.set(row, text ?? NO_TEXT);
    }
  }
  return texts;
}

/**
 * Reads the API's deltas of each post up to its last refresh. Deltas asked for before that refresh
 * are ignored.
 */
async function readDeltas(
  posts: readonly Post[],
  pages: readonly LibraryPage[],
  windows: readonly number[],
): Promise<LibraryDeltas> {
  const deltas = new DeltaTable(posts, windows);
  const notFound = new Set<string>();
  const damaged: Group[] = [];
  for (const { ids, records } of pages) {
    const stored = await recordsBeside(
      'gains',
      records.map(({ key }) => key),
    );
    for (const [index, { key, start, rows }] of records.entries()) {
      const gains = gainsRecordSchema.safeParse(stored[index]);
      if (!gains.success || rowCount(gains.data) !== rows) {
        damaged.push({ list: key[0], account: key[1] });
        continue;
      }
      for (let row = 0; row < rows; row++) {
        const id = ids[start + row] as string;
        const place = deltas.rowOf(id);
        if (place === undefined || !wasAsked(gains.data, row)) continue;
        if (!Object.is(posts[place]?.lastRefreshedAt ?? Number.NaN, refreshOf(gains.data, row)))
          continue;
        if (isNotFound(gains.data, row)) notFound.add(id);
        takeGains(deltas, place, gains.data, row);
      }
    }
  }
  return { deltas, notFound: notFound.size, damaged };
}

/** Takes the gains of a row of a record for the post in `place`. */
export function takeGains(
  deltas: DeltaTable,
  place: number,
  gains: GainColumns,
  row: number,
): void {
  // By numbers, without an object for each of them: a large library has millions.
  for (let window = 0; window < gains.windows.length; window++) {
    const days = gains.windows[window] as number;
    if (!deltas.windows.includes(days)) continue;
    for (const measure of MEASURES) {
      const gained = gainOf(gains, row, window, measure);
      if (!Number.isNaN(gained)) deltas.take(place, days, measure, gained);
    }
  }
}
