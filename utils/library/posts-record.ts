import * as z from 'zod/mini';
import type { Post } from '../breakouts/model/post.ts';
import { valueAt } from '../breakouts/stats/value-at.ts';
import {
  hasRows,
  optionalTextColumn,
  sharedCell,
  sharedColumn,
  textColumn,
  toSharedColumn,
} from '../history/text-column.ts';
import type { PendingPost } from '../sync/checkpoint.ts';

/** The numbers of a post, with the places of their columns. */
const COLUMNS = {
  createdAt: 0,
  firstRefreshedAt: 1,
  lastRefreshedAt: 2,
  refreshIntervalHours: 3,
  views: 4,
  likes: 5,
  comments: 6,
  shares: 7,
  saves: 8,
} as const satisfies Partial<Record<keyof Post, number>>;

const NUMBERS = Object.keys(COLUMNS) as readonly (keyof typeof COLUMNS)[];

/**
 * Posts as stored in IndexedDB, without their texts: columns, which browsers transfer and zod
 * checks several times as fast as objects. Number j of post i is at i · 9 + j, in the order of
 * {@link COLUMNS}; `NaN`: the API gave none.
 */
export const postsRecordSchema = z
  .object({
    ids: textColumn,
    platforms: sharedColumn,
    accountKeys: sharedColumn,
    accountNames: sharedColumn,
    mediaTypes: sharedColumn,
    numbers: z.instanceof(Float64Array),
    /** 1: the platform no longer shows the post. */
    unavailable: z.instanceof(Uint8Array),
    /** 1: the run that listed the post has to ask for its deltas. */
    pending: z.instanceof(Uint8Array),
  })
  .check(
    z.refine(
      ({ ids, numbers, unavailable, pending, ...columns }) =>
        numbers.length === ids.length * NUMBERS.length &&
        unavailable.length === ids.length &&
        pending.length === ids.length &&
        Object.values(columns).every((column) => hasRows(column, ids.length)),
    ),
  );

export type PostsRecord = z.infer<typeof postsRecordSchema>;

/**
 * The texts of the posts of a record, row by row. They are stored apart: they are most of the bytes
 * of a post, rarely change, and only the posts on screen need them.
 */
export const textRecordSchema = z
  .object({
    captions: optionalTextColumn,
    urls: optionalTextColumn,
    coverUrls: optionalTextColumn,
  })
  .check(
    z.refine(
      ({ captions, urls, coverUrls }) =>
        captions.length === urls.length && coverUrls.length === urls.length,
    ),
  );

export type TextRecord = z.infer<typeof textRecordSchema>;

/** The texts of a post, which only the screens that show it need. */
export type PostText = Pick<Post, 'caption' | 'url' | 'coverUrl'>;

/** Creates a record of posts. @param pending the posts whose deltas have to be asked for */
export function postsRecord(
  posts: readonly Post[],
  pending: readonly PendingPost[] = [],
): PostsRecord {
  const pendingIds = new Set(pending.map(([id]) => id));
  const numbers = new Float64Array(posts.length * NUMBERS.length);
  let cell = 0;
  for (const post of posts) for (const name of NUMBERS) numbers[cell++] = post[name] ?? Number.NaN;
  return {
    ids: posts.map(({ id }) => id),
    platforms: toSharedColumn(posts.map(({ platform }) => platform)),
    accountKeys: toSharedColumn(posts.map(({ accountKey }) => accountKey)),
    accountNames: toSharedColumn(posts.map(({ accountName }) => accountName)),
    mediaTypes: toSharedColumn(posts.map(({ mediaType }) => mediaType)),
    numbers,
    unavailable: Uint8Array.from(posts, ({ isUnavailable }) => (isUnavailable ? 1 : 0)),
    pending: Uint8Array.from(posts, ({ id }) => (pendingIds.has(id) ? 1 : 0)),
  };
}

/** Joins records to one with the rows of all: many small ones take several times the memory. */
export function joinRecords(records: readonly PostsRecord[]): PostsRecord {
  const [only] = records;
  if (only !== undefined && records.length === 1) return only;
  const column = (name: 'platforms' | 'accountKeys' | 'accountNames' | 'mediaTypes') =>
    toSharedColumn(
      records.flatMap((record) => record.ids.map((_, row) => sharedCell(record[name], row))),
    );
  return {
    ids: records.flatMap(({ ids }) => ids),
    platforms: column('platforms'),
    accountKeys: column('accountKeys'),
    accountNames: column('accountNames'),
    mediaTypes: column('mediaTypes'),
    numbers: joinColumns(
      Float64Array,
      records.map(({ numbers }) => numbers),
    ),
    unavailable: joinColumns(
      Uint8Array,
      records.map(({ unavailable }) => unavailable),
    ),
    pending: joinColumns(
      Uint8Array,
      records.map(({ pending }) => pending),
    ),
  };
}

function joinColumns<Column extends Float64Array | Uint8Array>(
  Type: new (length: number) => Column,
  columns: readonly Column[],
): Column {
  const joined = new Type(columns.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const column of columns) {
    joined.set(column, start);
    start += column.length;
  }
  return joined;
}

export function textRecord(texts: readonly PostText[]): TextRecord {
  return {
    captions: texts.map(({ caption }) => caption),
    urls: texts.map(({ url }) => url),
    coverUrls: texts.map(({ coverUrl }) => coverUrl),
  };
}

/** The texts of a row; `undefined` when the record has no such row. */
export function textAt(
  { captions, urls, coverUrls }: TextRecord,
  row: number,
): PostText | undefined {
  const [caption, url, coverUrl] = [captions[row], urls[row], coverUrls[row]];
  if (caption === undefined || url === undefined || coverUrl === undefined) return undefined;
  return { caption, url, coverUrl };
}

/** The post at a row of a record, without its texts ({@link PostText}): these are `null`. */
export function postAt(record: PostsRecord, row: number): Post {
  return new StoredPost(record, row);
}

/**
 * A post that looks its numbers up in its record. Objects with fields of their own take several
 * times the memory: the posts of a large library would not fit a worker.
 */
class StoredPost implements Post {
  readonly #record: PostsRecord;
  readonly #row: number;

  constructor(record: PostsRecord, row: number) {
    this.#record = record;
    this.#row = row;
  }

  get id() {
    return this.#record.ids[this.#row] as string;
  }
  get platform() {
    return sharedCell(this.#record.platforms, this.#row);
  }
  get accountKey() {
    return sharedCell(this.#record.accountKeys, this.#row);
  }
  get accountName() {
    return sharedCell(this.#record.accountNames, this.#row);
  }
  get mediaType() {
    return sharedCell(this.#record.mediaTypes, this.#row);
  }
  get caption() {
    return null;
  }
  get url() {
    return null;
  }
  get coverUrl() {
    return null;
  }
  get createdAt() {
    return this.#number(COLUMNS.createdAt);
  }
  get firstRefreshedAt() {
    return this.#number(COLUMNS.firstRefreshedAt);
  }
  get lastRefreshedAt() {
    return this.#number(COLUMNS.lastRefreshedAt);
  }
  get refreshIntervalHours() {
    return this.#number(COLUMNS.refreshIntervalHours);
  }
  get isUnavailable() {
    return this.#record.unavailable[this.#row] === 1;
  }
  get views() {
    return this.#number(COLUMNS.views);
  }
  get likes() {
    return this.#number(COLUMNS.likes);
  }
  get comments() {
    return this.#number(COLUMNS.comments);
  }
  get shares() {
    return this.#number(COLUMNS.shares);
  }
  get saves() {
    return this.#number(COLUMNS.saves);
  }

  #number(column: number): number | null {
    const value = valueAt(this.#record.numbers, this.#row * NUMBERS.length + column);
    return Number.isNaN(value) ? null : value;
  }
}

/** Returns the posts of a record whose gains over `windows` (days) have to be asked for. */
export function pendingIn(record: PostsRecord, windows: readonly number[]): PendingPost[] {
  return record.ids.flatMap((id, row): PendingPost[] =>
    record.pending[row] === 1 ? [[id, postAt(record, row).lastRefreshedAt, windows]] : [],
  );
}
