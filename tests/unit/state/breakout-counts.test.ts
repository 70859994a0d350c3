import { describe, expect, it } from 'vitest';
import { countBreakouts } from '../../../utils/state/breakout-counts.ts';
import type { CurrentBreakout } from '../../../utils/state/first-ranking.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import type { Marks } from '../../../utils/state/marks.ts';
import { NOW } from '../../builders/time.ts';
import { aFirstRanking, aPublicationHead, aWindowRanking } from '../../builders/window-ranking.ts';

const MUTED = { at: NOW, accountName: null, caption: null };
const breakout = (id: string, changes: Partial<CurrentBreakout> = {}): CurrentBreakout => ({
  ...{ id, accountKey: 'a', creatorName: null, isPartOfRise: false },
  ...changes,
});

function counted(
  breakouts: readonly CurrentBreakout[],
  marks: Partial<Marks> = {},
  total = breakouts.length,
) {
  const head = aPublicationHead({
    windows: [
      { days: 1, breakouts: 99, stillStrong: 0, compared: 0, total: 0 },
      { days: 7, breakouts: total, stillStrong: 0, compared: 0, total: 0 },
    ],
  });
  return countBreakouts(
    head,
    aFirstRanking(aWindowRanking(), { breakouts }),
    { ...NO_MARKS, ...marks },
    NOW,
  );
}

describe('countBreakouts', () => {
  it('counts all and unseen breakouts', () => {
    const posts = { p1: { seenAt: NOW } };
    expect(counted([breakout('p1'), breakout('p2')], { posts })).toEqual({
      all: 2,
      unseen: 1,
      hidden: 0,
    });
  });

  it('excludes snoozed and muted posts', () => {
    const breakouts = ['p1', 'p2', 'p3'].map((id) => breakout(id));
    const posts = { p1: { snoozed: { until: NOW + 1 } }, p2: { muted: MUTED } };
    expect(counted(breakouts, { posts })).toEqual({ all: 1, unseen: 1, hidden: 2 });
  });

  it('counts a risen account once', () => {
    const rise = { accountKey: 'up', isPartOfRise: true };
    const breakouts = [
      breakout('p1', rise),
      breakout('p2', rise),
      breakout('p3', { accountKey: 'up' }),
    ];
    expect(counted(breakouts, {}, 2)).toEqual({ all: 2, unseen: 2, hidden: 0 });
    const seen = { p1: { seenAt: NOW }, p3: { seenAt: NOW } };
    expect(counted(breakouts, { posts: seen }, 2)).toEqual({ all: 2, unseen: 1, hidden: 0 });
    const accounts = { up: { at: NOW, accountName: null, platform: null } };
    expect(counted(breakouts, { accounts }, 2)).toEqual({ all: 0, unseen: 0, hidden: 2 });
  });

  it('counts each risen account, and breakouts beyond those published', () => {
    const rise = (id: string, accountKey: string) =>
      breakout(id, { accountKey, isPartOfRise: true });
    const breakouts = [rise('p1', 'up'), rise('p2', 'up'), rise('p3', 'other'), breakout('p4')];
    expect(counted(breakouts, {}, 3)).toEqual({ all: 3, unseen: 3, hidden: 0 });
    expect(counted(breakouts, {}, 9)).toEqual({ all: 9, unseen: 9, hidden: 0 });
    const accounts = { other: { at: NOW, accountName: null, platform: null } };
    expect(counted(breakouts, { accounts }, 3)).toEqual({ all: 2, unseen: 2, hidden: 1 });
  });

  it('counts nothing of a window that is not ranked', () => {
    const head = aPublicationHead({ windows: [] });
    const none = { all: 0, unseen: 0, hidden: 0 };
    expect(countBreakouts(head, null, NO_MARKS, NOW)).toEqual(none);
  });

  it('counts breakouts beyond those published individually', () => {
    expect(counted([breakout('p1')], { posts: { p1: { muted: MUTED } } }, 40)).toEqual({
      ...{ all: 39, unseen: 39, hidden: 1 },
    });
  });

  it('uses the totals of the head when the first ranking cannot be read', () => {
    const windows = [{ days: 7, breakouts: 3, stillStrong: 0, compared: 9, total: 9 }];
    expect(countBreakouts(aPublicationHead({ windows }), null, NO_MARKS, NOW)).toEqual({
      ...{ all: 3, unseen: 3, hidden: 0 },
    });
  });
});
