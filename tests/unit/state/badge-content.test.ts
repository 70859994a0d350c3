import { describe, expect, it } from 'vitest';
import { badgeContentOf } from '../../../utils/state/badge-content.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import type { Marks } from '../../../utils/state/marks.ts';
import { strongestBreakouts } from '../../../utils/state/strongest-breakouts.ts';
import { aBadgeContent } from '../../builders/badge-content.ts';
import { NOW } from '../../builders/time.ts';
import {
  aBreakoutRow,
  aFirstRanking,
  aPublicationHead,
  aWindowRanking,
} from '../../builders/window-ranking.ts';

const MUTED = { at: NOW, accountName: null, caption: null };
const breakout = (id: string, multiple: number | null) =>
  aBreakoutRow({ id, multiple, accountName: `@${id}`, caption: `caption of ${id}` });

/** A ranking with three breakouts, and an account rise of two posts. */
function withRise() {
  const rows = [breakout('low', 5), breakout('none', null), breakout('high', 9)];
  const ranking = aWindowRanking({ breakouts: rows });
  const risen = ['r1', 'r2'].map((id) => aBreakoutRow({ id, accountKey: 'up' }));
  const rise = { accountKey: 'up', accountName: 'riser', platform: null, multiple: 7 };
  return aFirstRanking({
    ...ranking,
    posts: [...ranking.posts, ...risen],
    accountRises: [{ ...rise, posts: [3, 4], postCount: 2 }],
  });
}

describe('strongestBreakouts', () => {
  const named = (marks: Partial<Marks> = {}, count = 9) =>
    strongestBreakouts(withRise(), { ...NO_MARKS, ...marks }, NOW, count);
  const accounts = (...args: Parameters<typeof named>) =>
    named(...args).map(({ accountName }) => accountName);

  it('names posts and rises by their multiples, those without one last', () => {
    expect(named()).toEqual([
      { accountName: '@high', caption: 'caption of high', multiple: 9 },
      { accountName: 'riser', caption: null, multiple: 7 },
      { accountName: '@low', caption: 'caption of low', multiple: 5 },
      { accountName: '@none', caption: 'caption of none', multiple: null },
    ]);
    expect(accounts({}, 2)).toEqual(['@high', 'riser']);
  });

  it('leaves out hidden posts, and a rise once all its posts are hidden', () => {
    const hidden = (...ids: readonly string[]) =>
      accounts({ posts: Object.fromEntries(ids.map((id) => [id, { muted: MUTED }])) });
    expect(hidden('high', 'r1')).toEqual(['riser', '@low', '@none']);
    expect(hidden('r1', 'r2')).toEqual(['@high', '@low', '@none']);
  });
});

describe('badgeContentOf', () => {
  it('names the two strongest breakouts, and when posts can be compared', () => {
    const rows = [breakout('a', 5), breakout('b', 6), breakout('c', 7)];
    expect(aBadgeContent(rows, { comparableFrom: NOW + 1 })).toMatchObject({
      ...{ answer: 'breakouts', counts: { all: 3 }, compared: 100, total: 100 },
      ...{ comparableFrom: NOW + 1, strongest: [{ accountName: '@c' }, { accountName: '@b' }] },
    });
  });

  it('counts by the head alone where the first ranking cannot be read', () => {
    const windows = [
      { days: 1, breakouts: 9, stillStrong: 0, compared: 9, total: 9 },
      { days: 7, breakouts: 3, stillStrong: 0, compared: 20, total: 30 },
    ];
    expect(badgeContentOf(aPublicationHead({ windows }), null, NO_MARKS, NOW)).toMatchObject({
      ...{ counts: { all: 3 }, compared: 20, total: 30, comparableFrom: null, strongest: [] },
    });
  });

  it('is null until a publication of an earlier version is ranked again', () => {
    const head = aPublicationHead({ windows: [] });
    expect(badgeContentOf(head, null, NO_MARKS, NOW)).toBeNull();
  });

  it.each([
    ['nothing', { compared: 5, total: 9 }],
    ['cannot-compare', { compared: 0, total: 9 }],
    ['no-posts', { compared: 0, total: 0 }],
  ])('answers %s without breakouts', (answer, window) => {
    expect(aBadgeContent([], { window }).answer).toBe(answer);
  });

  it('answers that all breakouts are hidden', () => {
    const marks = { posts: { a: { muted: MUTED } } };
    expect(aBadgeContent([breakout('a', 5)], { marks }).answer).toBe('all-hidden');
  });
});
