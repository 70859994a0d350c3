import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import { CAPTION_LENGTH, MAX_COVER_URL_LENGTH } from '../../../utils/breakouts/model/post.ts';
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

describe('a row', () => {
  it('becomes a post', () => {
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

  it('needs nothing but an id', () => {
    expect(postFromRow({ id: 'p1' })).toEqual(EMPTY_POST);
  });

  it('may have every other field null', () => {
    const nulls = Object.fromEntries(Object.keys(fullRow('p1')).map((name) => [name, null]));
    expect(postFromRow({ ...nulls, id: 'p1' })).toEqual(EMPTY_POST);
  });

  it('may have every other field of the wrong type', () => {
    const lists = Object.fromEntries(Object.keys(fullRow('p1')).map((name) => [name, [name]]));
    expect(postFromRow({ ...lists, id: 'p1' })).toEqual(EMPTY_POST);
  });

  it('loses only the one field that is odd', () => {
    const whole = postFromRow(fullRow('p1'));
    expect(postFromRow({ ...fullRow('p1'), like_count: 'many' })).toEqual({ ...whole, likes: null });
    expect(postFromRow({ ...fullRow('p1'), create_time: 'yesterday' })).toEqual({ ...whole, createdAt: null });
  });

  it('may have fields that nobody knows', () => {
    expect(postFromRow({ ...fullRow('p1'), sentiment: { score: 1 } })).toEqual(postFromRow(fullRow('p1')));
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
  ])('(%j) without a usable id is no post', (row) => {
    expect(postFromRow(row)).toBeNull();
  });

  it('never throws and never yields a wrong type, whatever it holds', () => {
    const fields = Object.fromEntries(Object.keys(fullRow('p1')).map((name) => [name, fc.jsonValue()]));
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

describe('the views of a post', () => {
  const counts = { view_count: 1, total_views: 2, play_count: 3, total_plays: 4 };

  it('are its view count', () => {
    expect(postWith(counts)?.views).toBe(1);
  });

  it('are the next count that is there when there is no view count', () => {
    expect(postWith({ ...counts, view_count: null })?.views).toBe(2);
    expect(postWith({ play_count: 3, total_plays: 4 })?.views).toBe(3);
    expect(postWith({ total_plays: 4 })?.views).toBe(4);
  });

  it('are zero when the API says zero', () => {
    expect(postWith({ ...counts, view_count: 0 })?.views).toBe(0);
  });
});

describe('the account of a post', () => {
  it('is the API’s own id where there is one', () => {
    expect(postWith({ account_id: 'a1', account_username: 'me', platform: 'tiktok' })?.accountKey).toBe('a1');
  });

  it('is platform and user name otherwise, however they are written', () => {
    const [one, other] = ['@Wild.Kitchen', 'wild.kitchen'].map((name) =>
      postWith({ account_username: name, platform: 'TikTok' }),
    );
    expect(one?.accountKey).toBe(other?.accountKey);
    expect(one?.accountName).toBe('Wild.Kitchen');
  });

  it('is another on another platform', () => {
    const [one, other] = ['instagram', 'tiktok'].map((platform) => postWith({ account_username: 'me', platform }));
    expect(one?.accountKey).not.toBe(other?.accountKey);
  });

  it('is unknown without either', () => {
    expect(postWith({ platform: 'tiktok', account_username: '@' })).toMatchObject({
      accountKey: null,
      accountName: null,
    });
  });
});

describe('the link of a post', () => {
  const tiktok = { platform: 'tiktok', account_username: 'me', external_id: '7301' };

  it('leads to Instagram by its shortcode', () => {
    expect(postWith({ platform: 'instagram', shortcode: 'Ab-_9' })?.url).toBe('https://www.instagram.com/p/Ab-_9/');
  });

  it('leads to TikTok by user name and external id', () => {
    expect(postWith(tiktok)?.url).toBe('https://www.tiktok.com/@me/video/7301');
    expect(postWith({ ...tiktok, account_username: '@me' })?.url).toBe('https://www.tiktok.com/@me/video/7301');
  });

  it.each([
    [{ platform: 'instagram' }],
    [{ platform: 'instagram', external_id: '7301' }],
    [{ ...tiktok, account_username: null }],
    [{ ...tiktok, external_id: null }],
    [{ ...tiktok, platform: 'youtube' }],
    [{ ...tiktok, platform: null }],
    [{ platform: 'instagram', video_url: 'https://media.creatoraudit.com/1.mp4' }],
  ])('is missing rather than guessed for %j', (fields) => {
    expect(postWith(fields)?.url).toBeNull();
  });

  it.each(['..', '.', '\ud800'])('is missing for the shortcode %j, which cannot stand in a link', (shortcode) => {
    expect(postWith({ platform: 'instagram', shortcode })?.url).toBeNull();
  });

  it('leads to its platform and to a post there, whatever the parts hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const instagram = postWith({ platform: 'instagram', shortcode: one })?.url;
        const onTiktok = postWith({ platform: 'tiktok', account_username: one, external_id: other })?.url;
        if (instagram)
          expect(new URL(instagram)).toMatchObject({ origin: 'https://www.instagram.com', search: '', hash: '' });
        if (instagram) expect(new URL(instagram).pathname).toMatch(/^\/p\/[^/]+\/$/);
        if (onTiktok)
          expect(new URL(onTiktok)).toMatchObject({ origin: 'https://www.tiktok.com', search: '', hash: '' });
        if (onTiktok) expect(new URL(onTiktok).pathname).toMatch(/^\/@[^/]+\/video\/[^/]+$/);
      }),
    );
  });
});

describe('the cover of a post', () => {
  const own = 'https://media.creatoraudit.com/1.jpg';
  const original = 'https://cdn.example/1.jpg?sig=a%2Fb';

  it("is CreatorAudit's copy, else the platform's address", () => {
    expect(postWith({ cover_image_url: own, cover_image_url_original: original })?.coverUrl).toBe(own);
    expect(postWith({ cover_image_url: null, cover_image_url_original: original })?.coverUrl).toBe(original);
  });

  it.each([
    'http://media.creatoraudit.com/1.jpg',
    'data:image/png;base64,AAAA',
    'javascript:alert(1)',
    'https://user:password@media.creatoraudit.com/1.jpg',
    '/1.jpg',
    'https://',
    17,
    { href: own },
  ])('is missing when the address is %j', (address) => {
    expect(postWith({ cover_image_url: address })?.coverUrl).toBeNull();
  });

  it('is missing when the address is too long, also once it is escaped', () => {
    const longest = own.padEnd(MAX_COVER_URL_LENGTH, 'x');
    expect(postWith({ cover_image_url: longest })?.coverUrl).toBe(longest);
    expect(postWith({ cover_image_url: `${longest}x` })?.coverUrl).toBeNull();
    expect(postWith({ cover_image_url: own.padEnd(MAX_COVER_URL_LENGTH, 'é') })?.coverUrl).toBeNull();
  });
});

describe('the media type of a post', () => {
  it('is in lower case, whatever it is called', () => {
    expect(postWith({ media_type: 'Carousel_Album' })?.mediaType).toBe('carousel_album');
  });

  it.each([null, '', 8, ['video'], 'x'.repeat(41)])('is missing when it is %j', (type) => {
    expect(postWith({ media_type: type })?.mediaType).toBeNull();
  });
});

it('a caption keeps its start only, and no half emoji', () => {
  const caption = `${'x'.repeat(CAPTION_LENGTH - 1)}🌍 and more`;
  expect(postWith({ description: caption })?.caption).toBe('x'.repeat(CAPTION_LENGTH - 1));
});

it('a post counts as unavailable only when the API says so', () => {
  expect([true, false, null, 'true', 1].map((said) => postWith({ is_unavailable: said })?.isUnavailable)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

it('a refresh interval may be part of an hour, but not none', () => {
  expect(
    [0.5, 24, '24', 0, -1].map((hours) => postWith({ scrape_interval_hours: hours })?.refreshIntervalHours),
  ).toEqual([0.5, 24, 24, null, null]);
});
