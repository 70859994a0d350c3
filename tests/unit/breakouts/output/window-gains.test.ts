import { describe, expect, it } from 'vitest';
import { windowGains } from '../../../../utils/breakouts/output/window-gains.ts';
import { deltaTable } from '../../../builders/delta-table.ts';
import { aPost } from '../../../builders/post.ts';

const OLD = 40;
const NONE = Number.NaN;

describe('windowGains', () => {
  it('prefers the gain that the rule compares to the delta of the API', () => {
    const posts = [aPost({ id: 'compared' }), aPost({ id: 'not compared' })];
    const delta = { 7: { views: 80, engagement: 4 } };
    const deltas = deltaTable(posts, [7], { judged: delta, 'not compared': delta });
    const gains = windowGains(
      posts,
      deltas,
      7,
      Float64Array.from([100, NONE]),
      Float64Array.from([3, OLD]),
    );
    expect([...gains.views]).toEqual([100, 80]);
  });

  it('counts all likes, comments and shares of a post published within the window', () => {
    const posts = [
      aPost({ id: 'young', likes: 100, comments: 10, shares: 1 }),
      aPost({ id: 'old', likes: 100 }),
    ];
    const delta = { 7: { views: 80, engagement: 4 } };
    const deltas = deltaTable(posts, [7], { young: delta, old: delta });
    const gains = windowGains(
      posts,
      deltas,
      7,
      Float64Array.from([NONE, NONE]),
      Float64Array.from([3, OLD]),
    );
    expect([...gains.engagement]).toEqual([111, 4]);
  });

  it('returns the days of stored history only when the gain comes from it', () => {
    const posts = [aPost({ id: 'own' }), aPost({ id: 'own but young' }), aPost({ id: 'api' })];
    const deltas = deltaTable(posts, [7], { api: { 7: { views: 9, engagement: null } } });
    for (const row of [0, 1]) deltas.fillFromHistory(row, 7, 'views', 5, 50);
    const gains = windowGains(
      posts,
      deltas,
      7,
      Float64Array.from([50, 70, 9]),
      Float64Array.from([OLD, 3, OLD]),
    );
    expect([...gains.ownDays]).toEqual([5, NONE, NONE]);
    expect([...gains.coveredDays]).toEqual([5, 5, NONE]);
  });
});
