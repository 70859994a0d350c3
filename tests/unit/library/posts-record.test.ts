import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import {
  pendingIn,
  postAt,
  postsRecord,
  postsRecordSchema,
  textAt,
  textRecord,
  textRecordSchema,
} from '../../../utils/library/posts-record.ts';
import type { PendingPost } from '../../../utils/sync/checkpoint.ts';
import { formerPostsRecord } from '../../builders/former-records.ts';
import { aPost, plainPost, postsNamed } from '../../builders/post.ts';

const text = fc.option(fc.string());
const number = fc.option(fc.double({ noNaN: true }));

const anyPost: fc.Arbitrary<Post> = fc.record({
  id: fc.string(),
  ...{
    platform: text,
    accountKey: text,
    accountName: text,
    mediaType: text,
    caption: text,
    url: text,
    coverUrl: text,
  },
  ...{
    createdAt: number,
    firstRefreshedAt: number,
    lastRefreshedAt: number,
    refreshIntervalHours: number,
  },
  isUnavailable: fc.boolean(),
  ...{ views: number, likes: number, comments: number, shares: number, saves: number },
});

/** Differs from {@link aPost} in every text that posts may share. */
const OTHER = { platform: 'x', accountKey: 'x', accountName: 'x', mediaType: 'x' };

describe('posts record', () => {
  it('round-trips every post, with texts stored separately', () => {
    fc.assert(
      fc.property(fc.array(anyPost), (posts) => {
        const record = postsRecordSchema.parse(structuredClone(postsRecord(posts)));
        expect(posts.map((_, row) => plainPost(postAt(record, row)))).toEqual(
          posts.map((post) => ({ ...post, caption: null, url: null, coverUrl: null })),
        );
        expect(textRecordSchema.parse(structuredClone(textRecord(posts)))).toEqual({
          captions: posts.map(({ caption }) => caption),
          urls: posts.map(({ url }) => url),
          coverUrls: posts.map(({ coverUrl }) => coverUrl),
        });
      }),
    );
  });

  it('lists the posts whose deltas are needed, and their last refresh', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(anyPost, fc.boolean()), { selector: ([{ id }]) => id }),
        (rows) => {
          const pending = rows
            .filter(([, isPending]) => isPending)
            .map(([{ id, lastRefreshedAt }]): PendingPost => [id, lastRefreshedAt, [7]]);
          const record = postsRecord(
            rows.map(([post]) => post),
            pending,
          );
          expect(pendingIn(postsRecordSchema.parse(structuredClone(record)), [7])).toEqual(pending);
        },
      ),
    );
  });

  it('stores a text shared by all rows once', () => {
    const record = postsRecord(postsNamed('a', 'b', 'c'));
    expect(record.platforms).toBe('instagram');
    const mixed = postsRecord([aPost({ platform: null }), aPost()]);
    expect(mixed.platforms).toEqual([null, 'instagram']);
  });

  it('contains only the texts of its rows', () => {
    const { caption, url, coverUrl } = aPost();
    expect(textAt(textRecord([aPost()]), 0)).toEqual({ caption, url, coverUrl });
    expect(textAt(textRecord([aPost()]), 1)).toBeUndefined();
    for (const column of ['captions', 'urls', 'coverUrls']) {
      expect(textAt({ ...textRecord([aPost()]), [column]: [] }, 0)).toBeUndefined();
    }
  });

  it.each(['ids', 'platforms', 'accountKeys', 'accountNames', 'mediaTypes', 'numbers'] as const)(
    'is invalid when its column %s is truncated',
    (column) => {
      const record = postsRecord([aPost({ id: 'a', ...OTHER }), aPost({ id: 'b' })]);
      const cut = (record[column] as string[]).slice(1);
      expect(postsRecordSchema.safeParse({ ...record, [column]: cut }).success).toBe(false);
    },
  );

  it.each(['captions', 'urls', 'coverUrls'] as const)(
    'is invalid when its column %s of texts is truncated or missing',
    (column) => {
      const record = textRecord(postsNamed('a', 'b'));
      for (const cells of [record[column].slice(1), [...record[column], null], undefined]) {
        expect(textRecordSchema.safeParse({ ...record, [column]: cells }).success).toBe(false);
      }
    },
  );

  it.each([
    ['ids', ['a', null]],
    ['ids', 'ab'],
    ['platforms', ['tiktok', 7]],
    ['accountKeys', [undefined, null]],
    ['accountNames', undefined],
  ] as const)('is invalid when its column %s is %j', (column, cells) => {
    const record = { ...postsRecord(postsNamed('a', 'b')), [column]: cells };
    expect(postsRecordSchema.safeParse(record).success).toBe(false);
  });

  it('reads the records of version 1.0 as its own', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(anyPost, fc.boolean()), { selector: ([{ id }]) => id }),
        (rows) => {
          const posts = rows.map(([post]) => post);
          const ids = rows.filter(([, isPending]) => isPending).map(([{ id }]) => id);
          const pending = ids.map((id): PendingPost => [id, null, [7]]);
          expect(
            postsRecordSchema.parse(
              structuredClone(formerPostsRecord(postsRecord(posts, pending))),
            ),
          ).toEqual(postsRecord(posts, pending));
        },
      ),
    );
  });

  it.each(['ids', 'numbers', 'unavailable', 'pending'] as const)(
    'is invalid when the column %s of a record of version 1.0 is truncated',
    (column) => {
      const record = formerPostsRecord(
        postsRecord([aPost({ id: 'a', ...OTHER }), aPost({ id: 'b' })]),
      );
      expect(postsRecordSchema.safeParse(record).success).toBe(true);
      const cut = record[column].slice(1);
      expect(postsRecordSchema.safeParse({ ...record, [column]: cut }).success).toBe(false);
      expect(postsRecordSchema.safeParse({ ...record, [column]: undefined }).success).toBe(false);
    },
  );
});
