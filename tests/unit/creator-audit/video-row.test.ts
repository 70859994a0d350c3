import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import { MAX_CAPTION_LENGTH, MAX_COVER_URL_LENGTH } from '../../../utils/breakouts/model/post.ts';
import { videoRowSchema } from '../../../utils/creator-audit/video-row.ts';
import { fullRow } from './full-row.ts';

const postFromRow = (row: unknown): Post | null => videoRowSchema.safeParse(row).data ?? null;

const EMPTY_POST: Post = {
  id: 'p1',
  platform: null,
  accountKey: null,
  accountName: null,
  caption: null,
  url: null,
  coverUrl: null,
  mediaType: null,
  createdAt: null,
  firstRefreshedAt: null,
  lastRefreshedAt: null,
  refreshIntervalHours: null,
  isUnavailable: false,
  views: null,
  likes: null,
  comments: null,
  shares: null,
  saves: null,
};

/** The post of a row that has only an id and these fields. */
function postWith(fields: Record<string, unknown>): Post | null {
  return postFromRow({ id: 'p1', ...fields });
}

describe('videoRowSchema', () => {
  it('parses a full row', () => {
    expect(postFromRow(fullRow('p1'))).toEqual({
      id: 'p1',
      platform: 'instagram',
      accountKey: 'account-1',
      accountName: 'wild.kitchen',
      caption: 'Bread in ten minutes',
      url: 'https://www.instagram.com/p/C9xYz_1-a/',
      coverUrl: 'https://media.creatoraudit.com/1.jpg',
      mediaType: 'video',
      createdAt: Date.UTC(2026, 10, 18, 9, 30),
      firstRefreshedAt: Date.UTC(2026, 10, 18, 12),
      lastRefreshedAt: Date.UTC(2026, 10, 23, 6),
      refreshIntervalHours: 24,
      isUnavailable: false,
      views: 120_000,
      likes: 4000,
      comments: 300,
      shares: 200,
      saves: 100,
    });
  });

  it('requires only an id', () => {
    expect(postFromRow({ id: 'p1' })).toEqual(EMPTY_POST);
  });

  it('accepts null in every other field', () => {
    const nulls = Object.fromEntries(Object.keys(fullRow('p1')).map((name) => [name, null]));
    expect(postFromRow({ ...nulls, id: 'p1' })).toEqual(EMPTY_POST);
  });

  it('accepts the wrong type in every other field', () => {
    const lists = Object.fromEntries(Object.keys(fullRow('p1')).map((name) => [name, [name]]));
    expect(postFromRow({ ...lists, id: 'p1' })).toEqual(EMPTY_POST);
  });

  it('drops only the one invalid field', () => {
    const whole = postFromRow(fullRow('p1'));
    expect(postFromRow({ ...fullRow('p1'), like_count: 'many' })).toEqual({
      ...whole,
      likes: null,
    });
    expect(postFromRow({ ...fullRow('p1'), create_time: 'yesterday' })).toEqual({
      ...whole,
      createdAt: null,
    });
  });

  it('ignores unknown fields', () => {
    expect(postFromRow({ ...fullRow('p1'), sentiment: { score: 1 } })).toEqual(
      postFromRow(fullRow('p1')),
    );
  });

  it.each([
    [{}],
    [{ id: null }],
    [{ id: '' }],
    [{ id: 17 }],
    [{ id: ['p1'] }],
    [{ id: 'x'.repeat(101) }],
    [null],
    ['p1'],
    [17],
    [['p1']],
    [undefined],
  ])('returns null for a row without a usable id (%j)', (row) => {
    expect(postFromRow(row)).toBeNull();
  });

  it('never throws and never returns a wrong type, for any input', () => {
    const fields = Object.fromEntries(
      Object.keys(fullRow('p1')).map((name) => [name, fc.jsonValue()]),
    );
    fc.assert(
      fc.property(fc.record(fields, { requiredKeys: [] }), (row) => {
        const post = postFromRow({ ...row, id: 'p1' });
        for (const count of [post?.views, post?.likes, post?.comments, post?.shares, post?.saves]) {
          expect(count === null || (Number.isSafeInteger(count) && Number(count) >= 0)).toBe(true);
        }
      }),
    );
  });
});

describe('views of a row', () => {
  const counts = { view_count: 1, total_views: 2, play_count: 3, total_plays: 4 };

  it('are the view count', () => {
    expect(postWith(counts)?.views).toBe(1);
  });

  it('fall back to the next available count', () => {
    expect(postWith({ ...counts, view_count: null })?.views).toBe(2);
    expect(postWith({ play_count: 3, total_plays: 4 })?.views).toBe(3);
    expect(postWith({ total_plays: 4 })?.views).toBe(4);
  });

  it('are zero when the API returns zero', () => {
    expect(postWith({ ...counts, view_count: 0 })?.views).toBe(0);
  });
});

describe('account of a row', () => {
  it('is the id given by the API', () => {
    expect(
      postWith({ account_id: 'a1', account_username: 'me', platform: 'tiktok' })?.accountKey,
    ).toBe('a1');
  });

  it('falls back to platform and user name, normalized', () => {
    const [one, other] = ['@Wild.Kitchen', 'wild.kitchen'].map((name) =>
      postWith({ account_username: name, platform: 'TikTok' }),
    );
    expect(one?.accountKey).toBe(other?.accountKey);
    expect(one?.accountKey).toBe('tiktok:wild.kitchen');
    expect(one?.accountName).toBe('Wild.Kitchen');
    expect(postWith({ account_username: 'me@home', platform: null })).toMatchObject({
      ...{ accountKey: ':me@home', accountName: 'me@home' },
    });
  });

  it('differs between platforms', () => {
    const [one, other] = ['instagram', 'tiktok'].map((platform) =>
      postWith({ account_username: 'me', platform }),
    );
    expect(one?.accountKey).not.toBe(other?.accountKey);
  });

  it('is null without id and user name', () => {
    expect(postWith({ platform: 'tiktok', account_username: '@' })).toMatchObject({
      accountKey: null,
      accountName: null,
    });
  });
});

describe('link of a row', () => {
  const tiktok = { platform: 'tiktok', account_username: 'me', external_id: '7301' };

  it('points to Instagram by shortcode', () => {
    expect(postWith({ platform: 'instagram', shortcode: 'Ab-_9' })?.url).toBe(
      'https://www.instagram.com/p/Ab-_9/',
    );
  });

  it('points to TikTok by user name and external id', () => {
    expect(postWith(tiktok)?.url).toBe('https://www.tiktok.com/@me/video/7301');
    expect(postWith({ ...tiktok, account_username: '@me' })?.url).toBe(
      'https://www.tiktok.com/@me/video/7301',
    );
  });

  it.each([
    [{ platform: 'instagram' }],
    [{ platform: 'youtube', shortcode: 'Ab-_9' }],
    [{ platform: 'instagram', external_id: '7301' }],
    [{ ...tiktok, account_username: null }],
    [{ ...tiktok, external_id: null }],
    [{ ...tiktok, platform: 'youtube' }],
    [{ ...tiktok, platform: null }],
    [{ platform: 'instagram', video_url: 'https://media.creatoraudit.com/1.mp4' }],
  ])('is null instead of guessed for %j', (fields) => {
    expect(postWith(fields)?.url).toBeNull();
  });

  it.each(['..', '.', '\ud800'])('is null for the invalid shortcode %j', (shortcode) => {
    expect(postWith({ platform: 'instagram', shortcode })?.url).toBeNull();
  });

  it('always points to a post on its platform, for any parts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const instagram = postWith({ platform: 'instagram', shortcode: one })?.url;
        const onTiktok = postWith({
          platform: 'tiktok',
          account_username: one,
          external_id: other,
        })?.url;
        if (instagram)
          expect(new URL(instagram)).toMatchObject({
            origin: 'https://www.instagram.com',
            search: '',
            hash: '',
          });
        if (instagram) expect(new URL(instagram).pathname).toMatch(/^\/p\/[^/]+\/$/);
        if (onTiktok)
          expect(new URL(onTiktok)).toMatchObject({
            origin: 'https://www.tiktok.com',
            search: '',
            hash: '',
          });
        if (onTiktok) expect(new URL(onTiktok).pathname).toMatch(/^\/@[^/]+\/video\/[^/]+$/);
      }),
    );
  });
});

describe('cover of a row', () => {
  const own = 'https://media.creatoraudit.com/1.jpg';
  const original = 'https://cdn.example/1.jpg?sig=a%2Fb';

  it('prefers the copy of CreatorAudit to the address of the platform', () => {
    expect(postWith({ cover_image_url: own, cover_image_url_original: original })?.coverUrl).toBe(
      own,
    );
    expect(postWith({ cover_image_url: null, cover_image_url_original: original })?.coverUrl).toBe(
      original,
    );
  });

  it.each([
    'http://media.creatoraudit.com/1.jpg',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    'https://user:password@media.creatoraudit.com/1.jpg',
    'https://user@media.creatoraudit.com/1.jpg',
    'https://:password@media.creatoraudit.com/1.jpg',
    '/1.jpg',
    'https://',
    17,
    { href: own },
  ])('is null for the address %j', (address) => {
    expect(postWith({ cover_image_url: address })?.coverUrl).toBeNull();
  });

  it('is null when the address is too long, even only after escaping', () => {
    const longest = own.padEnd(MAX_COVER_URL_LENGTH, 'x');
    expect(postWith({ cover_image_url: longest })?.coverUrl).toBe(longest);
    expect(postWith({ cover_image_url: `${longest}x` })?.coverUrl).toBeNull();
    expect(
      postWith({ cover_image_url: own.padEnd(MAX_COVER_URL_LENGTH, 'é') })?.coverUrl,
    ).toBeNull();
  });
});

describe('media type of a row', () => {
  it('is converted to lower case', () => {
    expect(postWith({ media_type: 'Carousel_Album' })?.mediaType).toBe('carousel_album');
  });

  it.each([null, '', 8, ['video'], 'x'.repeat(41)])('is null for %j', (type) => {
    expect(postWith({ media_type: type })?.mediaType).toBeNull();
  });
});

it('videoRowSchema truncates a caption without splitting an emoji', () => {
  const caption = `${'x'.repeat(MAX_CAPTION_LENGTH - 1)}🌍 and more`;
  expect(postWith({ description: caption })?.caption).toBe('x'.repeat(MAX_CAPTION_LENGTH - 1));
});

it('videoRowSchema marks a post unavailable only when the API does', () => {
  expect(
    [true, false, null, 'true', 1].map((said) => postWith({ is_unavailable: said })?.isUnavailable),
  ).toEqual([true, false, false, false, false]);
});

it('videoRowSchema accepts a fraction of an hour as refresh interval, but not zero', () => {
  expect(
    [0.5, 24, '24', 0, -1].map(
      (hours) => postWith({ scrape_interval_hours: hours })?.refreshIntervalHours,
    ),
  ).toEqual([0.5, 24, 24, null, null]);
});
