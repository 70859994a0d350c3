import { describe, expect, it } from 'vitest';
import type { Classification } from '../../../../utils/breakouts/rule/classification.ts';
import {
  type ClassifyInput,
  classifyPosts,
  createClassifier,
} from '../../../../utils/breakouts/rule/classify-posts.ts';
import { isBreakout } from '../../../../utils/breakouts/rule/is-breakout.ts';
import {
  type Library,
  libraryOf,
  liftedPost,
  ordinaryAccount,
  ordinaryPost,
  type PostStory,
  spacedAccount,
  usualViews,
} from '../../../builders/account-of-posts.ts';
import { DAY, HOUR, NOW } from '../../../builders/time.ts';

function classify(
  library: Library,
  changes: Partial<ClassifyInput> = {},
): ReadonlyMap<string, Classification> {
  const judgements = classifyPosts({
    ...library,
    windowDays: 7,
    now: NOW,
    sensitivity: 'balanced',
    ...changes,
  });
  return new Map(judgements.map((judgement) => [judgement.id, judgement]));
}

/** Returns the classification of a post among twenty ordinary ones of its account. */
function judged(
  story: PostStory,
  changes: Partial<ClassifyInput> = {},
): Classification | undefined {
  return classify(libraryOf([...ordinaryAccount(20), story]), changes).get(story.id);
}

const hit = ordinaryPost('hit', 5, 16_000);
/** A post forty days old that gains in this week what it gained in its first. */
const wakingUp: PostStory = { id: 'old', ageDays: 40, views: 9000, gained: { 7: 4000, 14: 4060 } };
/** Forty days old, and gaining as much this week as last. */
const running: PostStory = { id: 'old', ageDays: 40, views: 30_000, gained: { 7: 4000, 14: 8000 } };

describe('classifyPosts, breakouts', () => {
  it('flags a young post with many times the usual gain of its age', () => {
    expect(judged(hit)).toMatchObject({
      state: 'new-hit',
      reason: 'hit-since-published',
      baselinePosts: 20,
    });
  });

  it('returns gain, expected gain and multiple', () => {
    const { gain, expected, multiple, multipleLowerBound } = judged(hit) ?? {};
    expect(gain).toBe(hit.views);
    expect(expected).toBeGreaterThan(0.8 * 2000 * usualViews(5));
    expect(expected).toBeLessThan(1.2 * 2000 * usualViews(5));
    expect(multiple).toBeCloseTo(8, 0);
    expect(multipleLowerBound).toBeGreaterThan(4);
    expect(multipleLowerBound).toBeLessThan(multiple ?? 0);
  });

  it('flags an old post that sped up', () => {
    expect(judged(wakingUp)).toMatchObject({ state: 'resurging', reason: 'sped-up' });
  });

  it('returns still-running for an old post that keeps its pace', () => {
    expect(judged(running)).toMatchObject({ state: 'still-running', reason: 'not-sped-up' });
  });

  it('flags an old post that sped up against its life when the window before is unknown', () => {
    expect(judged({ ...wakingUp, gained: { 7: 4000 } })).toMatchObject({
      state: 'resurging',
      reason: 'sped-up',
    });
    const steady = { ...running, gained: { 7: 4000 } };
    expect(judged(steady)).toMatchObject({
      state: 'still-running',
      reason: 'not-sped-up',
      speedUp: null,
    });
  });

  it('flags a post that takes off in its second week', () => {
    const lateBloomer = { id: 'late', ageDays: 12, views: 8000, gained: { 7: 7500, 14: 7900 } };
    expect(judged(lateBloomer)).toMatchObject({ state: 'new-hit', reason: 'sped-up' });
  });

  it('ignores a post in its second week whose peak was in the first', () => {
    const faded = { id: 'faded', ageDays: 12, views: 30_000, gained: { 7: 300, 14: 29_000 } };
    expect(judged(faded)).toMatchObject({
      state: 'ordinary',
      lifetimeMultiple: expect.closeTo(7.4, 0),
    });
  });

  it('ignores a post with few views, however small the usual gain', () => {
    const tiny = libraryOf([...ordinaryAccount(20, 3), ordinaryPost('tiny', 5, 40)]);
    expect(classify(tiny).get('tiny')).toMatchObject({ state: 'ordinary', reason: 'small-gain' });
  });

  it('ignores a post that is no longer available', () => {
    expect(judged({ ...hit, changes: { isUnavailable: true } })).toMatchObject({
      state: 'insufficient-history',
      reason: 'unavailable',
    });
  });
});

describe('classifyPosts, sensitivity', () => {
  const triple = ordinaryPost('triple', 5, 7600);

  it.each([
    ['sensitive', 'new-hit'],
    ['balanced', 'ordinary'],
    ['quiet', 'ordinary'],
    [{ kind: 'custom', multiple: 3, minimumGain: 0 }, 'new-hit'],
    [{ kind: 'custom', multiple: 3, minimumGain: 50_000 }, 'ordinary'],
    [{ kind: 'custom', multiple: 4, minimumGain: 0 }, 'ordinary'],
  ] as const)('takes at %o a post with 3.8 times the usual for %s', (sensitivity, state) => {
    expect(judged(triple, { sensitivity })?.state).toBe(state);
  });

  it('flags a post at any multiple up to its strength and at none above', () => {
    const strength = judged(hit)?.strength ?? Number.NaN;
    const at = (multiple: number) =>
      judged(hit, { sensitivity: { kind: 'custom', multiple, minimumGain: 0 } })?.state;
    expect([at(strength - 0.01), at(strength + 0.01)]).toEqual(['new-hit', 'ordinary']);
  });

  it('keeps a flagged post down to four fifths of the threshold', () => {
    const flaggedBefore = new Set(['weaker', 'weakest']);
    const library = libraryOf([
      ...ordinaryAccount(20),
      ordinaryPost('weaker', 5, 9400),
      ordinaryPost('weakest', 5, 7000),
    ]);
    expect(classify(library).get('weaker')?.state).toBe('ordinary');
    expect(classify(library, { flaggedBefore }).get('weaker')?.state).toBe('new-hit');
    expect(classify(library, { flaggedBefore }).get('weakest')?.state).toBe('ordinary');
  });
});

describe('classifyPosts, posts that cannot be compared', () => {
  it.each([
    ['has not been refreshed', { lastRefreshedAt: null }, 'no-second-refresh'],
    ['has been refreshed once', { firstRefreshedAt: NOW }, 'no-second-refresh'],
    ['has no count', { views: null }, 'no-count'],
    [
      'is old and has been tracked for hours',
      { firstRefreshedAt: NOW - 0.5 * DAY },
      'window-not-covered',
    ],
  ])('returns insufficient-history for a post that %s', (_, changes, reason) => {
    const story = { ...ordinaryPost('post', 20, 2000), changes };
    expect(judged(story)).toMatchObject({
      state: 'insufficient-history',
      reason,
      gain: null,
      multiple: null,
    });
  });

  it('returns insufficient-history when the API returned no gain', () => {
    expect(judged({ ...ordinaryPost('post', 20, 2000), gained: {} })?.reason).toBe('no-gain');
  });

  it('compares a post over the days since tracking began', () => {
    const changes = { firstRefreshedAt: NOW - 2 * DAY };
    expect(judged({ ...ordinaryPost('post', 20, 2000), changes })).toMatchObject({
      state: 'ordinary',
      gainDays: 2,
    });
  });

  it('reports that no refresh fell into the window', () => {
    const library = libraryOf([
      ...ordinaryAccount(20),
      { id: 'post', ageDays: 20, views: 90_000, gained: { 1: 0, 2: 0 } },
    ]);
    expect(classify(library, { windowDays: 1 }).get('post')).toMatchObject({
      ...{ state: 'insufficient-history', reason: 'not-refreshed-in-window', gain: null },
    });
  });

  it.each([
    [47, 24, 'new-hit'],
    [49, 24, 'stale'],
    [49, 48, 'new-hit'],
    [97, 48, 'stale'],
  ])(
    'detects stale posts, %i hours after the last refresh of every %i: %s',
    (hours, refreshIntervalHours, state) => {
      const library = libraryOf([
        ...ordinaryAccount(20),
        { ...hit, changes: { refreshIntervalHours } },
      ]);
      const judgement = classify(library, { now: NOW + hours * HOUR }).get('hit');
      expect(judgement).toMatchObject({ state, multiple: expect.any(Number) });
    },
  );

  it.each([
    [2, 'no-baseline'],
    [3, 'new-hit'],
  ])('needs three other posts on the account, has %i: %s', (others, state) => {
    const few = libraryOf([...ordinaryAccount(others), { ...hit, ageDays: 5 }]);
    expect(classify(few).get('hit')).toMatchObject({ state, gain: hit.views });
  });

  it.each([
    ['account-unknown', { accountKey: null }],
    ['age-unknown', { createdAt: null }],
    ['age-unknown', { createdAt: NOW + DAY }],
  ])('returns no-baseline: %s', (reason, changes) => {
    expect(judged({ ...ordinaryPost('post', 20, 2000), changes })).toMatchObject({
      state: 'no-baseline',
      reason,
    });
  });
});

describe('classifyPosts, expected gain', () => {
  it('depends on the account, large or small', () => {
    const library = libraryOf([
      ...ordinaryAccount(20, 500_000, 'large'),
      ...ordinaryAccount(20, 500, 'small'),
      ordinaryPost('large-hit', 5, 4_000_000, { accountKey: 'large' }),
      ordinaryPost('small-hit', 5, 4000, { accountKey: 'small' }),
    ]);
    const breakouts = [...classify(library).values()]
      .filter(({ state }) => state === 'new-hit')
      .map(({ id }) => id);
    expect(breakouts.sort()).toEqual(['large-hit', 'small-hit']);
  });

  it('keeps accounts with the same name on two platforms apart', () => {
    const [first, ...others] = ordinaryAccount(5);
    const elsewhere = others.map((story) => ({ ...story, changes: { platform: 'tiktok' } }));
    expect(classify(libraryOf([first as PostStory, ...elsewhere])).get('account-0')?.reason).toBe(
      'too-few-posts',
    );
  });

  it('covers the same days as the gain', () => {
    const usual = judged({ ...ordinaryPost('post', 20, 2000) })?.expected ?? 0;
    const shorter = {
      ...ordinaryPost('post', 20, 2000),
      changes: { firstRefreshedAt: NOW - 6.3 * DAY },
    };
    expect(judged(shorter)?.expected).toBeLessThan(0.95 * usual);
  });

  it('differs between the formats of an account', () => {
    const videos = ordinaryAccount(12, 16_000).map((story) =>
      changed(story, { mediaType: 'video' }),
    );
    const images = ordinaryAccount(12, 2000, 'image').map((story) =>
      changed(story, { mediaType: 'image', accountKey: 'account' }),
    );
    const library = libraryOf([
      ...videos,
      ...images,
      ordinaryPost('new', 5, 16_000, { mediaType: 'image' }),
    ]);
    expect(classify(library).get('new')).toMatchObject({ state: 'new-hit', baselinePosts: 12 });
    const asVideo = libraryOf([
      ...videos,
      ...images,
      ordinaryPost('new', 5, 16_000, { mediaType: 'video' }),
    ]);
    expect(classify(asVideo).get('new')).toMatchObject({ state: 'ordinary', baselinePosts: 12 });
  });

  it('uses the whole account when its formats do not differ', () => {
    const stories = ordinaryAccount(20).map((story, place) =>
      changed(story, { mediaType: place % 2 === 0 ? 'image' : 'video' }),
    );
    const library = libraryOf([...stories, { ...hit, changes: { mediaType: 'image' } }]);
    expect(classify(library).get('hit')?.baselinePosts).toBe(20);
  });

  it('follows an account that has grown', () => {
    const before = Array.from({ length: 20 }, (_, place) =>
      ordinaryPost(`old-${place}`, 30 + 2 * place, 500),
    );
    const since = Array.from({ length: 12 }, (_, place) =>
      ordinaryPost(`new-${place}`, 1 + place, 5000),
    );
    const states = [...classify(libraryOf([...before, ...since])).values()].map(
      ({ state }) => state,
    );
    expect(states).not.toContain('new-hit');
  });
});

/** The post with other fields. */
function changed(story: PostStory, changes: PostStory['changes']): PostStory {
  return { ...story, changes: { ...story.changes, ...changes } };
}

describe('classifyPosts, account rises', () => {
  const liftedAccount = (name: string, times: number) =>
    spacedAccount(name).map((story) => liftedPost(story, times));
  const lifted = liftedAccount('lifted', 7);
  const others = ['a', 'b', 'c'].flatMap(spacedAccount);

  it('replaces the posts of a risen account by one row', () => {
    const { posts, deltas } = libraryOf([...lifted, ...others]);
    const { states, risenAccounts, classificationOf } = createClassifier({
      posts,
      deltas,
      windowDays: 7,
      now: NOW,
    })({
      sensitivity: 'balanced',
    });
    expect(states.filter((state) => isBreakout({ state }))).toEqual([]);
    expect(risenAccounts).toHaveLength(1);
    expect(risenAccounts[0]?.multiple).toBeGreaterThan(4);
    expect(risenAccounts[0]?.multiple).toBeLessThan(10);
    const rows = risenAccounts[0]?.rows ?? [];
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.map((row) => classificationOf(row).reason)).toEqual(rows.map(() => 'account-rise'));
  });

  it('adds the rise of the account to the usual count as to the usual gain', () => {
    const { posts, deltas } = libraryOf([...lifted, ...others]);
    const classified = createClassifier({ posts, deltas, windowDays: 7, now: NOW })({
      sensitivity: 'balanced',
    });
    let risen = 0;
    for (const row of posts.keys()) {
      const [found, steady] = [
        classified.classificationOf(row),
        classified.steadyClassificationOf(row),
      ];
      const rise = (found.expected ?? 0) - (steady.expected ?? 0);
      expect((found.usualCount ?? 0) - (steady.usualCount ?? 0)).toBeCloseTo(rise, 6);
      if (rise > 100) risen += 1;
    }
    expect(risen).toBeGreaterThan(4);
  });

  it('still flags a breakout of a risen account', () => {
    const library = libraryOf([
      ...lifted,
      ...others,
      ordinaryPost('hit', 5, 200_000, { accountKey: 'lifted' }),
      {
        ...{ id: 'awake', ageDays: 60, views: 90_000, changes: { accountKey: 'lifted' } },
        gained: { 7: 60_000, 14: 60_100 },
      },
    ]);
    expect(classify(library).get('hit')?.state).toBe('new-hit');
    expect(classify(library).get('awake')).toMatchObject({ state: 'resurging', reason: 'sped-up' });
    const { posts, deltas } = library;
    const classified = createClassifier({ posts, deltas, windowDays: 7, now: NOW })({
      sensitivity: 'balanced',
    });
    const rows = classified.risenAccounts[0]?.rows ?? [];
    const ids = rows.map((row) => posts[row]?.id);
    expect(ids).not.toContain('hit');
    expect(ids).not.toContain('awake');
    // The others are in the order of their multiples without the rise.
    const multiples = rows.map((row) => classified.steadyClassificationOf(row).multiple ?? 0);
    expect(multiples).toEqual(multiples.toSorted((a, b) => b - a));
    const ofHit = posts.findIndex(({ id }) => id === 'hit');
    expect(classified.multiple(ofHit)).toBe(classified.classificationOf(ofHit).multiple);
  });

  it.each([
    [3, 0],
    [4, 1],
  ])('reports a rise over windows of four days or more: over %i days %i', (windowDays, count) => {
    // Posts of ten times the size, up sevenfold within the window.
    const stories = [...spacedAccount('lifted'), ...others].map((story) => {
      const size = (10 * story.views) / usualViews(story.ageDays);
      const gain = (days: number) =>
        size * (usualViews(story.ageDays) - usualViews(Math.max(story.ageDays - days, 0.5)));
      const isLifted = story.changes?.accountKey === 'lifted';
      const extra = isLifted ? 6 * gain(windowDays) : 0;
      const windows = [windowDays, 2 * windowDays, 7];
      return {
        ...{ ...story, views: Math.round(10 * story.views + extra) },
        gained: Object.fromEntries(windows.map((days) => [days, Math.round(gain(days) + extra)])),
      };
    });
    const input = { ...libraryOf(stories), windowDays, now: NOW };
    const { risenAccounts } = createClassifier(input)({ sensitivity: 'balanced' });
    expect(risenAccounts).toHaveLength(count);
  });

  it('puts the account that is up most first', () => {
    const { posts, deltas } = libraryOf([
      ...[...liftedAccount('weaker', 7), ...liftedAccount('stronger', 12)],
      ...[...others, ...['d', 'e', 'f'].flatMap(spacedAccount)],
    ]);
    const { risenAccounts } = createClassifier({ posts, deltas, windowDays: 7, now: NOW })({
      sensitivity: 'balanced',
    });
    expect(risenAccounts.map(({ rows }) => posts[rows[0] as number]?.accountKey)).toEqual([
      ...['stronger', 'weaker'],
    ]);
  });
});

describe('classifyPosts, scatter', () => {
  /** Ten posts that gain what is usual, of 30 to 48 days. */
  const calm = Array.from({ length: 10 }, (_, place) =>
    ordinaryPost(`calm-${place}`, 30 + 2 * place, 5000),
  );
  /** Returns the scatter of the account with these posts too. */
  const scatterWith = (stories: readonly PostStory[]) => {
    const input = { ...libraryOf([...calm, ...stories]), windowDays: 7, now: NOW };
    return createClassifier(input)({ sensitivity: 'balanced' }).gainScatter[0];
  };
  /** Fourteen posts of one age, whose gains are far above and far below the usual by turns. */
  const wild = (ageDays: number, gained: PostStory['gained'] = {}) =>
    Array.from({ length: 14 }, (_, place) => {
      const story = ordinaryPost(`wild-${place}`, ageDays, 5000);
      const week = (story.gained[7] ?? 0) * (place % 2 === 0 ? 6 : 1 / 6);
      return { ...story, gained: { 7: week, 14: 2 * week, ...gained } };
    });

  it('measures the scatter of an account by its posts older than two windows', () => {
    // The smallest that is assumed of an account.
    const smallest = scatterWith([]);
    expect(smallest).toBe(0.35);
    expect(scatterWith(wild(14))).toBe(smallest);
    expect(scatterWith(wild(14.1))).toBeGreaterThan(1);
  });

  it('leaves gains that a recount hides out of the scatter', () => {
    expect(scatterWith(wild(40))).toBeGreaterThan(1);
    expect(scatterWith(wild(40, { 2: 5000 }))).toBe(0.35);
  });
});

describe('classifyPosts, corrections of a platform', () => {
  const stories = [1, 2, 3].flatMap((place) =>
    Array.from({ length: 20 }, (_, index) =>
      ordinaryPost(`${place}-${index}`, 20 + 3 * index, 5000 * place, {
        accountKey: `account-${place}`,
      }),
    ),
  );
  /** All posts lost 30 % of the views that they had. */
  const corrected = stories.map((story) => {
    const lost = Math.round(0.3 * (story.views - (story.gained[7] ?? 0)));
    const gained = { 7: (story.gained[7] ?? 0) - lost, 14: (story.gained[14] ?? 0) - lost };
    return { ...story, views: story.views - lost, gained };
  });

  it('flags no post because of a correction', () => {
    const states = [...classify(libraryOf(corrected)).values()].map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['ordinary']));
  });

  it('still flags a post that sped up during a correction', () => {
    const [first, ...rest] = corrected;
    if (first === undefined) throw new Error('no posts');
    const extra = 2500;
    const gained = { 7: first.gained[7] + extra, 14: first.gained[14] + extra };
    const awake = { ...first, views: first.views + extra, gained };
    expect(classify(libraryOf([awake, ...rest])).get(first.id)).toMatchObject({
      state: 'resurging',
      wasRecounted: true,
    });
  });
});

describe('classifyPosts, rows', () => {
  it('computes the multiple as gain divided by the usual', () => {
    const { gain, expected, multiple, usualCount, lifetimeMultiple } =
      judged({ ...hit, ageDays: 10 }) ?? {};
    expect(multiple).toBeCloseTo((gain ?? 0) / (expected ?? 1), 1);
    expect(lifetimeMultiple).toBeCloseTo(hit.views / (usualCount ?? 1), 1);
  });

  it('sets fewUsualViews where the usual is tiny', () => {
    const tiny = libraryOf([...ordinaryAccount(20, 20), ordinaryPost('tiny', 5, 2000)]);
    expect(classify(tiny).get('tiny')).toMatchObject({ state: 'new-hit', fewUsualViews: true });
    expect(judged(hit)?.fewUsualViews).toBe(false);
  });

  it('uses the lifetime headline when the whole life decides', () => {
    expect(judged(hit)?.headline).toBe('gain');
    expect(judged(ordinaryPost('second-week', 10, 16_000))).toMatchObject({
      state: 'new-hit',
      headline: 'lifetime',
    });
    expect(judged(wakingUp)?.headline).toBe('gain');
  });

  it('returns no speedUp below 1.5', () => {
    const faster = { ...running, gained: { 7: 4000, 14: 7600 } };
    expect(judged(faster)?.speedUp).toBeNull();
  });
});

describe('classifyPosts, recounts', () => {
  it('returns a gain of 0 for a loss, with wasRecounted', () => {
    expect(
      judged({ ...ordinaryPost('post', 20, 2000), gained: { 7: -50, 14: 100 } }),
    ).toMatchObject({
      gain: 0,
      wasRecounted: true,
      state: 'ordinary',
    });
  });

  it('compares with the whole life after a recount in the window before', () => {
    const steady = { ...running, gained: { 7: 4000, 14: 3000 } };
    expect(judged(steady)).toMatchObject({
      state: 'still-running',
      wasRecounted: true,
      speedUp: null,
    });
    const recounted = { ...wakingUp, gained: { 7: 4000, 14: 3000 } };
    expect(judged(recounted)).toMatchObject({ state: 'resurging', wasRecounted: true });
  });
});

describe('classifyPosts, engagement', () => {
  it('tags successful posts whose engagement lags far behind the views', () => {
    const account = ordinaryAccount(20).map((story) => ({
      ...story,
      changes: { ...story.changes, likes: Math.round(0.1 * story.views), comments: 0, shares: 0 },
    }));
    const liked = (likes: number) => {
      const library = libraryOf([
        ...account,
        { ...hit, changes: { likes, comments: 0, shares: 0 } },
      ]);
      return classify(library).get('hit')?.lowEngagement;
    };
    expect([liked(0.02 * hit.views), liked(0.05 * hit.views)]).toEqual([true, false]);
  });
});

describe('classifyPosts, order', () => {
  it('sorts by multiple, gain and id, and contains every post once', () => {
    const twins = ['b', 'a'].map((id) => ordinaryPost(id, 5, 16_000));
    const unjudged = ['z', 'y'].map((id) => ({
      ...ordinaryPost(id, 5, 2000),
      changes: { views: null },
    }));
    const library = libraryOf([
      ...unjudged,
      ...ordinaryAccount(6),
      ...twins,
      ordinaryPost('top', 5, 90_000),
    ]);
    const ids = classifyPosts({ ...library, windowDays: 7, now: NOW, sensitivity: 'balanced' }).map(
      ({ id }) => id,
    );
    expect(ids).toHaveLength(11);
    expect(ids.slice(0, 3)).toEqual(['top', 'a', 'b']);
    expect(ids.slice(-2)).toEqual(['y', 'z']);
  });
});
