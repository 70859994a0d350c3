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
/** The column of the flags, which follows those of the numbers. */
const FLAGS = NUMBERS.length;
/** The numbers of a row, flags included. */
const ROW_LENGTH = FLAGS + 1;

/** The platform no longer shows the post. */
const UNAVAILABLE = 1;
/** The run that listed the post has to ask for its deltas. */
const PENDING = 2;

const postColumns = z
  .object({
    ids: textColumn,
    platforms: sharedColumn,
    accountKeys: sharedColumn,
    accountNames: sharedColumn,
    mediaTypes: sharedColumn,
    numbers: z.instanceof(Float64Array),
  })
  .check(
    z.refine(
      ({ ids, numbers, ...columns }) =>
        numbers.length === ids.length * ROW_LENGTH &&
        Object.values(columns).every((column) => hasRows(column, ids.length)),
    ),
  );

/**
 * Posts as stored in IndexedDB, without their texts: columns, which browsers transfer and zod
 * checks several times as fast as objects. Number j of post i is at i · 10 + j, in the order of
 * {@link COLUMNS}, then its flags; `NaN`: the API gave none. All numbers are in one buffer, because
 * browsers keep half a kilobyte beside each: more than the record of an account with one post.
 */
export const postsRecordSchema = z.pipe(z.transform(withFlags), postColumns);

export type PostsRecord = z.infer<typeof postsRecordSchema>;

/** Converts a record of version 1.0, which had columns of their own for the flags. */
function withFlags(stored: unknown): unknown {
  const { numbers, unavailable, pending, ...columns } = (stored ?? {}) as Record<string, unknown>;
  if (!(numbers instanceof Float64Array)) return stored;
  if (!(unavailable instanceof Uint8Array && pending instanceof Uint8Array)) return stored;
  const rows = numbers.length / NUMBERS.length;
  if (unavailable.length !== rows || pending.length !== rows) return stored;
  const joined = new Float64Array(rows * ROW_LENGTH);
  for (let row = 0; row < rows; row++) {
    joined.set(numbers.subarray(row * FLAGS, (row + 1) * FLAGS), row * ROW_LENGTH);
    const flags = (unavailable[row] === 1 ? UNAVAILABLE : 0) | (pending[row] === 1 ? PENDING : 0);
    joined[row * ROW_LENGTH + FLAGS] = flags;
  }
  return { ...columns, numbers: joined };
}

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
  const numbers = new Float64Array(posts.length * ROW_LENGTH);
  let cell = 0;
  for (const post of posts) {
    for (const name of NUMBERS) numbers[cell++] = post[name] ?? Number.NaN;
    numbers[cell++] =
      (post.isUnavailable ? UNAVAILABLE : 0) | (pendingIds.has(post.id) ? PENDING : 0);
  }
  return {
    ids: posts.map(({ id }) => id),
    platforms: toSharedColumn(posts.map(({ platform }) => platform)),
    accountKeys: toSharedColumn(posts.map(({ accountKey }) => accountKey)),
    accountNames: toSharedColumn(posts.map(({ accountName }) => accountName)),
    mediaTypes: toSharedColumn(posts.map(({ mediaType }) => mediaType)),
    numbers,
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
    numbers: joinNumbers(records),
  };
}

function joinNumbers(records: readonly PostsRecord[]): PostsRecord['numbers'] {
  const joined = new Float64Array(records.reduce((sum, { numbers }) => sum + numbers.length, 0));
  let start = 0;
  for (const { numbers } of records) {
    joined.set(numbers, start);
    start += numbers.length;
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
    return hasFlag(this.#record, this.#row, UNAVAILABLE);
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
    const value = valueAt(this.#record.numbers, this.#row * ROW_LENGTH + column);
    return Number.isNaN(value) ? null : value;
  }
}

function hasFlag({ numbers }: PostsRecord, row: number, flag: number): boolean {
  return (valueAt(numbers, row * ROW_LENGTH + FLAGS) & flag) !== 0;
}

/** Returns the posts of a record whose gains over `windows` (days) have to be asked for. */
export function pendingIn(record: PostsRecord, windows: readonly number[]): PendingPost[] {
  return record.ids.flatMap((id, row): PendingPost[] =>
    hasFlag(record, row, PENDING) ? [[id, postAt(record, row).lastRefreshedAt, windows]] : [],
  );
}
