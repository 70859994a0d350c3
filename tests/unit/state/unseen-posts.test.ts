import { describe, expect, it } from 'vitest';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { unseenPosts } from '../../../utils/state/unseen-posts.ts';
import { NOW } from '../../builders/time.ts';
import {
  aBreakoutRow,
  aFirstRanking,
  aRow,
  aWindowRanking,
} from '../../builders/window-ranking.ts';

const ranking = aWindowRanking({
  breakouts: [aBreakoutRow({ id: 'current' })],
  ended: [aRow({ id: 'ended', endedAt: NOW })],
  topMovers: [aRow({ id: 'ordinary' })],
});
const first = aFirstRanking(ranking);
const ON_SCREEN = ['current', 'ended', 'ordinary'];
const seenAt = (at: number) => ({
  ...NO_MARKS,
  posts: Object.fromEntries(ON_SCREEN.map((id) => [id, { seenAt: at }])),
});

describe('unseenPosts', () => {
  it('are breakouts and ended breakouts on screen that were never seen', () => {
    expect(unseenPosts(ON_SCREEN, first, ranking, NO_MARKS)).toEqual(['current', 'ended']);
    expect(unseenPosts(['ended'], first, ranking, NO_MARKS)).toEqual(['ended']);
  });

  it('are breakouts that have ended since they were seen', () => {
    expect(unseenPosts(ON_SCREEN, first, ranking, seenAt(NOW - 1))).toEqual(['ended']);
    expect(unseenPosts(ON_SCREEN, first, ranking, seenAt(NOW))).toEqual([]);
  });

  it('are those that are known, where a ranking cannot be read', () => {
    expect(unseenPosts(ON_SCREEN, first, null, NO_MARKS)).toEqual(['current']);
    expect(unseenPosts(ON_SCREEN, null, ranking, NO_MARKS)).toEqual(['ended']);
    expect(unseenPosts(ON_SCREEN, null, null, NO_MARKS)).toEqual([]);
  });
});
