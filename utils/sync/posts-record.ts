import * as z from 'zod/mini';
import type { Post } from '../breakouts/post.ts';
import type { PendingPost } from './checkpoint.ts';

/** The numbers of a post, in the order of their columns. */
const NUMBERS = [
  'createdAt',
  'firstRefreshedAt',
  'lastRefreshedAt',
  'refreshIntervalHours',
  'views',
  'likes',
  'comments',
  'shares',
  'saves',
] as const satisfies readonly (keyof Post)[];

const texts = z.array(z.nullable(z.string()));

/**
 * The posts that one page of a list has brought, as they stand in IndexedDB: columns, which browsers hand over and we check several times as fast as
 * objects. Number j of post i is at i · 9 + j, in the order of {@link NUMBERS}; `NaN` is "the API did not say".
 */
export const postsRecordSchema = z
  .object({
    ids: z.array(z.string()),
    platforms: texts,
    accountKeys: texts,
    accountNames: texts,
    captions: texts,
    urls: texts,
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
    captions: posts.map(({ caption }) => caption),
    urls: posts.map(({ url }) => url),
    numbers,
    unavailable: Uint8Array.from(posts, ({ isUnavailable }) => (isUnavailable ? 1 : 0)),
    pending: Uint8Array.from(posts, ({ id }) => (pendingIds.has(id) ? 1 : 0)),
  };
}

/** The post at a place of a record. */
export function postAt(record: PostsRecord, row: number): Post {
  return { ...postWithoutWords(record, row), caption: record.captions[row] ?? null, url: record.urls[row] ?? null };
}

/** The post at a place of a record, without what is said of it: caption and address are `null`. */
export function postWithoutWords(record: PostsRecord, row: number): Post {
  const number = (name: (typeof NUMBERS)[number]) => {
    const value = record.numbers[row * NUMBERS.length + NUMBERS.indexOf(name)] as number;
    return Number.isNaN(value) ? null : value;
  };
  return {
    id: record.ids[row] as string,
    platform: record.platforms[row] ?? null,
    accountKey: record.accountKeys[row] ?? null,
    accountName: record.accountNames[row] ?? null,
    caption: null,
    url: null,
    createdAt: number('createdAt'),
    firstRefreshedAt: number('firstRefreshedAt'),
    lastRefreshedAt: number('lastRefreshedAt'),
    refreshIntervalHours: number('refreshIntervalHours'),
    isUnavailable: record.unavailable[row] === 1,
    views: number('views'),
    likes: number('likes'),
    comments: number('comments'),
    shares: number('shares'),
    saves: number('saves'),
  };
}

/** The posts of a record whose deltas are to be asked for. */
export function pendingIn({ ids, numbers, pending }: PostsRecord): PendingPost[] {
  const refreshedAt = (row: number) => numbers[row * NUMBERS.length + NUMBERS.indexOf('lastRefreshedAt')] as number;
  return ids.flatMap((id, row): PendingPost[] =>
    pending[row] === 1 ? [[id, Number.isNaN(refreshedAt(row)) ? null : refreshedAt(row)]] : [],
  );
}

/** The rows of a record at the places named. Its run is over: nothing of them is pending. */
export function postsRecordOf(record: PostsRecord, rows: readonly number[]): PostsRecord {
  return postsRecord(rows.map((row) => postAt(record, row)));
}
