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
import { type GainColumns, gainsRecordSchema, NOT_FOUND, wasAsked } from './gains-record.ts';
import { type GroupKey, withLibrary } from './library-database.ts';
import { recordsAt, recordsOf } from './library-records.ts';
import {
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
  const records: PostsOfRecord[] = [];
  const tally = new GroupTally();
  const intern = textPool();
  const read = async (list: string, rowOf: (post: Post) => number | null) => {
    for await (const { key, value } of recordsOf('posts', list)) {
      const parsed = postsRecordSchema.safeParse(value);
      tally.add(key, parsed.success ? parsed.data.ids.length : null);
      if (!parsed.success) continue;
      const record = internRecord(parsed.data, intern);
      records.push({ key, ids: record.ids });
      for (let row = 0; row < record.ids.length; row++) {
        const post = postAt(record, row);
        const place = rowOf(post);
        if (place === null) continue;
        posts[place] = post;
        keys[place] = key;
        recordRows[place] = row;
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
    isTrackedAlone: (row) => row < videos.size,
    textsOf: textReader(keys, recordRows),
    deltasOf: (windows) => readDeltas(posts, records, windows),
  };
}

/** Counts the rows of each group, to find those that lack some: databases lose records silently. */
class GroupTally {
  readonly #rows = new Map<string, { readonly group: Group; rows: number; isDamaged: boolean }>();

  /** @param rows `null`: the record is damaged */
  add([list, account]: GroupKey, rows: number | null): void {
    const name = `${list}/${account}`;
    const known = this.#rows.get(name) ?? { group: { list, account }, rows: 0, isDamaged: false };
    known.rows += rows ?? 0;
    known.isDamaged ||= rows === null;
    this.#rows.set(name, known);
  }

  damaged({ accounts, fullListing, videos }: LibraryManifest): Group[] {
    const damaged = [...this.#rows.values()].filter(({ isDamaged }) => isDamaged);
    const groups = damaged.map(({ group }) => group);
    for (const [account, { posts }] of Object.entries(accounts)) {
      const found = this.#rows.get(`account-videos/${account}`);
      if ((found?.rows ?? 0) !== posts && found?.isDamaged !== true) {
        groups.push({ list: 'account-videos', account });
      }
    }
    const others = { 'account-videos': 0, videos: 0 };
    for (const { group, rows } of this.#rows.values()) {
      if (group.list === 'videos') others.videos += rows;
      else if (accountIdOf({ accountKey: group.account || null }) === null) {
        others['account-videos'] += rows;
      }
    }
    if (others.videos !== (videos?.posts ?? 0)) groups.push({ list: 'videos', account: '' });
    if (others['account-videos'] !== (fullListing?.postsWithoutAccount ?? 0)) {
      groups.push({ list: 'account-videos', account: '' });
    }
    return groups;
  }
}

function textPool(): (text: string | null) => string | null {
  const texts = new Map<string | null, string | null>();
  return (text) => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
}

function internRecord(
  record: PostsRecord,
  intern: (text: string | null) => string | null,
): PostsRecord {
  const column = (cells: PostsRecord['platforms']) =>
    typeof cells === 'string' || cells === null ? intern(cells) : cells.map(intern);
  return {
    ...record,
    platforms: column(record.platforms),
    accountKeys: column(record.accountKeys),
    accountNames: column(record.accountNames),
    mediaTypes: column(record.mediaTypes),
  };
}

/** The part of a posts record that is needed to find its other records. */
interface PostsOfRecord {
  readonly key: GroupKey;
  readonly ids: readonly string[];
}

/** A function of its own scope: who keeps it does not keep the posts. */
function textReader(
  keys: readonly GroupKey[],
  recordRows: readonly number[],
): LibraryPosts['textsOf'] {
  return (rows) => readTexts(rows, keys, recordRows);
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
  records: readonly PostsOfRecord[],
  windows: readonly number[],
): Promise<LibraryDeltas> {
  const deltas = new DeltaTable(posts, windows);
  const notFound = new Set<string>();
  const damaged: Group[] = [];
  const stored = recordsAt(
    'gains',
    records.map(({ key }) => key),
  );
  for (const { key, ids } of records) {
    const gains = gainsRecordSchema.safeParse((await stored.next()).value);
    if (!gains.success || gains.data.states.length !== ids.length) {
      damaged.push({ list: key[0], account: key[1] });
      continue;
    }
    const { refreshedAt, states } = gains.data;
    for (const [row, id] of ids.entries()) {
      const place = deltas.rowOf(id);
      if (place === undefined || !wasAsked(gains.data, row)) continue;
      if (!Object.is(posts[place]?.lastRefreshedAt ?? Number.NaN, refreshedAt[row])) continue;
      if (states[row] === NOT_FOUND) notFound.add(id);
      takeGains(deltas, place, gains.data, row);
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
      const gained = gains[measure][row * gains.windows.length + window] as number;
      if (!Number.isNaN(gained)) deltas.take(place, days, measure, gained);
    }
  }
}
