import { describe, expect, it } from 'vitest';
import type { Classification } from '../../../../utils/breakouts/rule/classification.ts';
import { type ClassifyInput, classifyPosts } from '../../../../utils/breakouts/rule/classify-posts.ts';
import {
  type Library,
  libraryOf,
  ordinaryAccount,
  ordinaryPost,
  type PostStory,
  usualViews,
} from '../../../builders/account-of-posts.ts';
import { DAY, HOUR, NOW } from '../../../builders/moments.ts';

function judge(library: Library, changes: Partial<ClassifyInput> = {}): ReadonlyMap<string, Classification> {
  const judgements = classifyPosts({ ...library, windowDays: 7, now: NOW, sensitivity: 'balanced', ...changes });
  return new Map(judgements.map((judgement) => [judgement.id, judgement]));
}

/** What is said of one post among twenty ordinary ones of its account. */
function judged(story: PostStory, changes: Partial<ClassifyInput> = {}): Classification | undefined {
  return judge(libraryOf([...ordinaryAccount(20), story]), changes).get(story.id);
}

const hit = ordinaryPost('hit', 5, 16_000);
/** Forty days old, and gaining in this week what it gained in its first. */
const wakingUp: PostStory = { id: 'old', ageDays: 40, views: 9000, gained: { 7: 4000, 14: 4060 } };
/** Forty days old, and gaining as much this week as last. */
const running: PostStory = { id: 'old', ageDays: 40, views: 30_000, gained: { 7: 4000, 14: 8000 } };

describe('a breakout', () => {
  it('is a young post with many times what its account usually gets at its age', () => {
    expect(judged(hit)).toMatchObject({ state: 'new-hit', reason: 'hit-since-published', baselinePosts: 20 });
  });

  it('is told with the gain, what is usual and how many times that is', () => {
    const { gain, expected, multiple, multipleLowerBound } = judged(hit) ?? {};
    expect(gain).toBe(hit.views);
    expect(expected).toBeGreaterThan(0.8 * 2000 * usualViews(5));
    expect(expected).toBeLessThan(1.2 * 2000 * usualViews(5));
    expect(multiple).toBeCloseTo(8, 0);
    expect(multipleLowerBound).toBeGreaterThan(5);
    expect(multipleLowerBound).toBeLessThan(multiple ?? 0);
  });

  it('may be an old post that has sped up', () => {
    expect(judged(wakingUp)).toMatchObject({ state: 'resurging', reason: 'sped-up' });
  });

  it('is no old post that goes on as it did: that is still running', () => {
    expect(judged(running)).toMatchObject({ state: 'still-running', reason: 'not-sped-up' });
  });

  it('cannot be seen in an old post whose former pace is not known', () => {
    expect(judged({ ...wakingUp, gained: { 7: 4000 } })).toMatchObject({
      state: 'still-running',
      reason: 'former-pace-unknown',
      speedUp: null,
    });
  });

  it('may be a post in its second week that took off only now', () => {
    const lateBloomer = { id: 'late', ageDays: 12, views: 8000, gained: { 7: 7500, 14: 7900 } };
    expect(judged(lateBloomer)).toMatchObject({ state: 'new-hit', reason: 'sped-up' });
  });

  it('is no post in its second week that had its day in the first', () => {
    const faded = { id: 'faded', ageDays: 12, views: 30_000, gained: { 7: 300, 14: 29_000 } };
    expect(judged(faded)).toMatchObject({ state: 'ordinary', lifetimeMultiple: expect.closeTo(7.4, 0) });
  });

  it('is no post with a handful of views, however few are usual', () => {
    const tiny = libraryOf([...ordinaryAccount(20, 3), ordinaryPost('tiny', 5, 40)]);
    expect(judge(tiny).get('tiny')).toMatchObject({ state: 'ordinary', reason: 'small-gain' });
  });

  it('is no post that is not available any more', () => {
    expect(judged({ ...hit, changes: { isUnavailable: true } })).toMatchObject({
      state: 'insufficient-history',
      reason: 'unavailable',
    });
  });
});

describe('sensitivity', () => {
  const triple = ordinaryPost('triple', 5, 7600);

  it.each([
    ['sensitive', 'new-hit'],
    ['balanced', 'ordinary'],
    ['quiet', 'ordinary'],
    [{ kind: 'custom', multiple: 3, minimumGain: 0 }, 'new-hit'],
    [{ kind: 'custom', multiple: 3, minimumGain: 50_000 }, 'ordinary'],
    [{ kind: 'custom', multiple: 4, minimumGain: 0 }, 'ordinary'],
  ] as const)('%o takes a post with 3.8 times the usual for %s', (sensitivity, state) => {
    expect(judged(triple, { sensitivity })?.state).toBe(state);
  });

  it('flags a post at any multiple up to its strength and at none above', () => {
    const strength = judged(hit)?.strength ?? Number.NaN;
    const at = (multiple: number) => judged(hit, { sensitivity: { kind: 'custom', multiple, minimumGain: 0 } })?.state;
    expect([at(strength - 0.01), at(strength + 0.01)]).toEqual(['new-hit', 'ordinary']);
  });

  it('lets a post stay a breakout down to four fifths of what it takes to become one', () => {
    const flaggedBefore = new Set(['weaker', 'weakest']);
    const library = libraryOf([
      ...ordinaryAccount(20),
      ordinaryPost('weaker', 5, 9400),
      ordinaryPost('weakest', 5, 7000),
    ]);
    expect(judge(library).get('weaker')?.state).toBe('ordinary');
    expect(judge(library, { flaggedBefore }).get('weaker')?.state).toBe('new-hit');
    expect(judge(library, { flaggedBefore }).get('weakest')?.state).toBe('ordinary');
  });
});

describe('a post that cannot be judged', () => {
  it.each([
    ['has not been refreshed', { lastRefreshedAt: null }, 'no-second-refresh'],
    ['has been refreshed once', { firstRefreshedAt: NOW }, 'no-second-refresh'],
    ['has no count', { views: null }, 'no-count'],
    [
      'is older than the window and followed for a part of it',
      { firstRefreshedAt: NOW - 6 * DAY },
      'window-not-covered',
    ],
  ])('is warming up when it %s', (_, changes, reason) => {
    const story = { ...ordinaryPost('post', 20, 2000), changes };
    expect(judged(story)).toMatchObject({ state: 'insufficient-history', reason, gain: null, multiple: null });
  });

  it('is warming up when the API gave no gain', () => {
    expect(judged({ ...ordinaryPost('post', 20, 2000), gained: {} })?.reason).toBe('no-gain');
  });

  it('is judged when all but three quarters of a day of the window are covered', () => {
    expect(judged({ ...ordinaryPost('post', 20, 2000), changes: { firstRefreshedAt: NOW - 6.3 * DAY } })?.state).toBe(
      'ordinary',
    );
  });

  it.each([
    [47, 24, 'new-hit'],
    [49, 24, 'stale'],
    [49, 48, 'new-hit'],
    [97, 48, 'stale'],
  ])('is stale %i hours after its last refresh, if refreshed every %i: %s', (hours, refreshIntervalHours, state) => {
    const library = libraryOf([...ordinaryAccount(20), { ...hit, changes: { refreshIntervalHours } }]);
    const judgement = judge(library, { now: NOW + hours * HOUR }).get('hit');
    expect(judgement).toMatchObject({ state, multiple: expect.any(Number) });
  });

  it.each([
    [3, 'no-baseline'],
    [4, 'new-hit'],
  ])('has %i other posts on its account: %s', (others, state) => {
    const few = libraryOf([...ordinaryAccount(others), { ...hit, ageDays: 5 }]);
    expect(judge(few).get('hit')).toMatchObject({ state, gain: hit.views });
  });

  it.each([
    ['account-unknown', { accountKey: null }],
    ['age-unknown', { createdAt: null }],
    ['age-unknown', { createdAt: NOW + DAY }],
  ])('has no baseline: %s', (reason, changes) => {
    expect(judged({ ...ordinaryPost('post', 20, 2000), changes })).toMatchObject({ state: 'no-baseline', reason });
  });
});

describe('what is usual', () => {
  it('is told by the account itself, be it large or small', () => {
    const library = libraryOf([
      ...ordinaryAccount(20, 500_000, 'large'),
      ...ordinaryAccount(20, 500, 'small'),
      ordinaryPost('large-hit', 5, 4_000_000, { accountKey: 'large' }),
      ordinaryPost('small-hit', 5, 4000, { accountKey: 'small' }),
    ]);
    const breakouts = [...judge(library).values()].filter(({ state }) => state === 'new-hit').map(({ id }) => id);
    expect(breakouts.sort()).toEqual(['large-hit', 'small-hit']);
  });

  it('does not mix two platforms on which an account has the same name', () => {
    const [first, ...others] = ordinaryAccount(5);
    const elsewhere = others.map((story) => ({ ...story, changes: { platform: 'tiktok' } }));
    expect(judge(libraryOf([first as PostStory, ...elsewhere])).get('account-0')?.reason).toBe('too-few-posts');
  });

  it('holds for the days that a gain covers', () => {
    const usual = judged({ ...ordinaryPost('post', 20, 2000) })?.expected ?? 0;
    const shorter = { ...ordinaryPost('post', 20, 2000), changes: { firstRefreshedAt: NOW - 6.3 * DAY } };
    expect(judged(shorter)?.expected).toBeLessThan(0.95 * usual);
  });
});

describe('a recount', () => {
  it('makes a loss no gain and is told', () => {
    expect(judged({ ...ordinaryPost('post', 20, 2000), gained: { 7: -50, 14: 100 } })).toMatchObject({
      gain: 0,
      wasRecounted: true,
      state: 'ordinary',
    });
  });

  it('in the window before is no speeding up', () => {
    const recounted = { ...wakingUp, gained: { 7: 4000, 14: 3000 } };
    expect(judged(recounted)).toMatchObject({ state: 'still-running', wasRecounted: true, speedUp: null });
  });
});

describe('engagement', () => {
  it('that lags far behind the views is tagged on posts that do well', () => {
    const account = ordinaryAccount(20).map((story) => ({
      ...story,
      changes: { ...story.changes, likes: Math.round(0.1 * story.views), comments: 0, shares: 0 },
    }));
    const liked = (likes: number) => {
      const library = libraryOf([...account, { ...hit, changes: { likes, comments: 0, shares: 0 } }]);
      return judge(library).get('hit')?.lowEngagement;
    };
    expect([liked(0.05 * hit.views), liked(0.1 * hit.views)]).toEqual([true, false]);
  });

  it('is ranked by the same rule', () => {
    const { posts } = libraryOf([...ordinaryAccount(20), hit]);
    const engaged = posts.map((post) => ({ ...post, likes: post.views, views: 7, comments: null, shares: null }));
    const gains = new Map(
      posts.map(({ id }) => [id, { 7: { views: 0, engagement: 10 }, 14: { views: 0, engagement: 20 } }]),
    );
    const judgement = judge({ posts: engaged, deltas: gains }, { measure: 'engagement' }).get('hit');
    expect(judgement).toMatchObject({ state: 'new-hit', gain: hit.views });
  });

  it('is warming up where its gain is not known', () => {
    expect(judged(ordinaryPost('post', 20, 2000), { measure: 'engagement' })?.reason).toBe('no-gain');
  });
});

describe('the order', () => {
  it('is by multiple, then by gain, then by id, and holds every post once', () => {
    const twins = ['b', 'a'].map((id) => ordinaryPost(id, 5, 16_000));
    const unjudged = ['z', 'y'].map((id) => ({ ...ordinaryPost(id, 5, 2000), changes: { views: null } }));
    const library = libraryOf([...unjudged, ...ordinaryAccount(6), ...twins, ordinaryPost('top', 5, 90_000)]);
    const ids = classifyPosts({ ...library, windowDays: 7, now: NOW, sensitivity: 'balanced' }).map(({ id }) => id);
    expect(ids).toHaveLength(11);
    expect(ids.slice(0, 3)).toEqual(['top', 'a', 'b']);
    expect(ids.slice(-2)).toEqual(['y', 'z']);
  });
});
