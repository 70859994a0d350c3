import { describe, expect, it } from 'vitest';
import { ageDays, trackedColumn } from '../../../utils/breakouts/model/age.ts';
import type { DeltasByWindow } from '../../../utils/breakouts/model/delta.ts';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import { buildWindowRanking } from '../../../utils/breakouts/output/build-window-ranking.ts';
import { windowGains } from '../../../utils/breakouts/output/window-gains.ts';
import { fillDeltas } from '../../../utils/history/fill-deltas.ts';
import type { OwnGain } from '../../../utils/history/history-gain.ts';
import { classifiedPosts } from '../../builders/classified-posts.ts';
import { deltaTable } from '../../builders/delta-table.ts';
import { listedPost } from '../history/history-builders.ts';

/** Ranks top movers over 7 days, where the rule compares nothing. */
function ranked(
  posts: readonly Post[],
  given: Readonly<Record<string, DeltasByWindow>>,
  own: Readonly<Record<string, OwnGain>>,
) {
  const deltas = deltaTable(posts, [7], given);
  for (const post of posts) {
    const gain = own[post.id];
    if (gain !== undefined) fillDeltas(deltas, post, () => gain);
  }
  const nothing = new Float64Array(posts.length).fill(Number.NaN);
  const ages = Float64Array.from(posts, (post) => ageDays(post) ?? Number.NaN);
  const { topMovers, historyDays, figures, rows } = buildWindowRanking({
    posts,
    gains: windowGains(posts, deltas, 7, nothing, ages),
    tracked: trackedColumn(posts),
    classified: classifiedPosts(posts),
    thresholds: { multiple: 5, z: 1, minimumGain: 100 },
    windowDays: 7,
  });
  return {
    historyDays,
    topMovers: topMovers.map((index) => ({
      ...figures[index],
      id: posts[rows[index] as number]?.id,
    })),
  };
}

const ENGAGEMENT_ONLY = { 7: { views: null, engagement: 40 } };

describe('ranking with gains from stored history', () => {
  it('marks each row with the source of its gain', () => {
    const { topMovers, historyDays } = ranked(
      [listedPost('own', 0), listedPost('api', 0)],
      { own: ENGAGEMENT_ONLY, api: { 7: { views: 40, engagement: 40 } } },
      { own: { views: 60, engagement: 40, coveredDays: 7 } },
    );
    expect(
      topMovers.map(({ id, gained, source, historyDays: days }) => [id, gained, source, days]),
    ).toEqual([
      ['own', 60, 'own-history', null],
      ['api', 40, 'api', null],
    ]);
    expect(historyDays).toBe(7);
  });

  it('gives the number of days when they are fewer than the window', () => {
    const followed = listedPost('young', 0, {
      firstRefreshedAt: listedPost('young', 3).lastRefreshedAt,
    });
    const { topMovers } = ranked(
      [followed],
      { young: ENGAGEMENT_ONLY },
      { young: { views: 60, engagement: 40, coveredDays: 3 } },
    );
    expect(topMovers).toMatchObject([{ id: 'young', source: 'own-history', historyDays: 3 }]);
  });

  it('shows no row while the history is too short, and gives its length', () => {
    const { topMovers, historyDays } = ranked(
      [listedPost('a', 0), listedPost('b', 0)],
      { a: ENGAGEMENT_ONLY },
      {
        a: { views: 20, engagement: 300, coveredDays: 3 },
        b: { views: 10, engagement: 200, coveredDays: 2 },
      },
    );
    expect(topMovers).toEqual([]);
    expect(historyDays).toBe(3);
  });

  it('gives no history days when the API returned every gain', () => {
    expect(
      ranked([listedPost('a', 0)], { a: { 7: { views: 1, engagement: 2 } } }, {}).historyDays,
    ).toBeNull();
  });
});
