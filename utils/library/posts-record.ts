import * as z from 'zod/mini';
import type { Post } from '../breakouts/model/post.ts';
import { optionalTextColumn, textColumn } from '../history/text-column.ts';
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
 * The posts that one page of a list has brought, as they stand in IndexedDB, but for their words: columns, which browsers hand over and we check
 * several times as fast as objects. Number j of post i is at i · 9 + j, in the order of {@link COLUMNS}; `NaN` is "the API did not say".
 */
export const postsRecordSchema = z
  .object({
    ids: textColumn,
    platforms: optionalTextColumn,
    accountKeys: optionalTextColumn,
    accountNames: optionalTextColumn,
    mediaTypes: optionalTextColumn,
    numbers: z.instanceof(Float64Array),
    /** 1: the platform no longer shows the post. */
    unavailable: z.instanceof(Uint8Array),
    /** 1: the run that listed the post has to ask for its deltas. */
    pending: z.instanceof(Uint8Array),
  })
  .check(
    z.refine(
      ({ ids, numbers, ...columns }) =>
        numbers.length === ids.length * NUMBERS.length &&
        Object.values(columns).every(({ length }) => length === ids.length),
    ),
  );

export type PostsRecord = z.infer<typeof postsRecordSchema>;

/**
 * What is said of the posts of a record, row by row. It stands apart, for it is most of what is stored of them, and only the posts that a screen shows
 * need it.
 */
export const textRecordSchema = z
  .object({ captions: optionalTextColumn, urls: optionalTextColumn, coverUrls: optionalTextColumn })
  .check(
    z.refine(({ captions, urls, coverUrls }) => captions.length === urls.length && coverUrls.length === urls.length),
  );

export type TextRecord = z.infer<typeof textRecordSchema>;

/** @param pending those of the posts whose deltas are to be asked for */
export function postsRecord(posts: readonly Post[], pending: readonly PendingPost[] = []): PostsRecord {
  const pendingIds = new Set(pending.map(([id]) => id));
  const numbers = new Float64Array(posts.length * NUMBERS.length);
  let cell = 0;
  for (const post of posts) for (const name of NUMBERS) numbers[cell++] = post[name] ?? Number.NaN;
  return {
    ids: posts.map(({ id }) => id),
    platforms: posts.map(({ platform }) => platform),
    accountKeys: posts.map(({ accountKey }) => accountKey),
    accountNames: posts.map(({ accountName }) => accountName),
    mediaTypes: posts.map(({ mediaType }) => mediaType),
    numbers,
    unavailable: Uint8Array.from(posts, ({ isUnavailable }) => (isUnavailable ? 1 : 0)),
    pending: Uint8Array.from(posts, ({ id }) => (pendingIds.has(id) ? 1 : 0)),
  };
}

/** The texts of a post, which only the screens that show it need. */
export type PostText = Pick<Post, 'caption' | 'url' | 'coverUrl'>;

export function textRecord(posts: readonly PostText[]): TextRecord {
  return {
    captions: posts.map(({ caption }) => caption),
    urls: posts.map(({ url }) => url),
    coverUrls: posts.map(({ coverUrl }) => coverUrl),
  };
}

/** The post at a row of a record, without its texts ({@link PostText}): these are `null`. */
export function postAt(record: PostsRecord, row: number): Post {
  return new StoredPost(record, row);
}

/**
 * A post as its record has it. It looks its numbers up when it is asked for them: objects that hold them take several times the memory, and the posts of
 * a large library would not fit a worker.
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
    return this.#record.platforms[this.#row] ?? null;
  }
  get accountKey() {
    return this.#record.accountKeys[this.#row] ?? null;
  }
  get accountName() {
    return this.#record.accountNames[this.#row] ?? null;
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
  get mediaType() {
    return this.#record.mediaTypes[this.#row] ?? null;
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
    const value = this.#record.numbers[this.#row * NUMBERS.length + column] as number;
    return Number.isNaN(value) ? null : value;
  }
}

/** The posts of a record whose deltas are to be asked for. */
export function pendingIn(record: PostsRecord): PendingPost[] {
  return record.ids.flatMap((id, row): PendingPost[] =>
    record.pending[row] === 1 ? [[id, postAt(record, row).lastRefreshedAt]] : [],
  );
}

/** The rows of a record at the places named. Its run is over: nothing of them is pending. */
export function postsRecordOf(record: PostsRecord, rows: readonly number[]): PostsRecord {
  return postsRecord(rows.map((row) => postAt(record, row)));
}

/** The words of the rows at the places named. */
export function textRecordOf({ captions, urls, coverUrls }: TextRecord, rows: readonly number[]): TextRecord {
  return textRecord(
    rows.map((row) => ({
      caption: captions[row] ?? null,
      url: urls[row] ?? null,
      coverUrl: coverUrls[row] ?? null,
    })),
  );
}
