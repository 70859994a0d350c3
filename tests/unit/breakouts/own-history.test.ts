import { describe, expect, it } from 'vitest';
import { trackedColumn } from '../../../utils/breakouts/model/age.ts';
import type { DeltasByWindow } from '../../../utils/breakouts/model/delta.ts';
import { coveredColumn, gainedColumn } from '../../../utils/breakouts/model/delta-table.ts';
import type { Post } from '../../../utils/breakouts/model/post.ts';
import { rankingSchema } from '../../../utils/breakouts/model/ranking.ts';
import { buildRanking } from '../../../utils/breakouts/output/build-ranking.ts';
import { fillDeltas } from '../../../utils/history/fill-deltas.ts';
import type { OwnGain } from '../../../utils/history/history-gain.ts';
import { deltaTable } from '../../builders/delta-table.ts';
import { judgedPosts } from '../../builders/judged-posts.ts';
import { listedPost } from '../history/history-builders.ts';

/** Ranks by engagement over 7 days, nothing being judged. */
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
  const ranking = buildRanking({
    posts,
    deltas,
    gained: gainedColumn(posts, deltas, 7, 'engagement'),
    coveredDays: coveredColumn(posts, deltas, 7, 'engagement'),
    followed: trackedColumn(posts),
    judged: judgedPosts(posts),
    windowDays: 7,
    measure: 'engagement',
    platform: null,
    topMoversCount: 10,
  });
  expect(rankingSchema.safeParse(ranking).success).toBe(true);
  return ranking;
}

const VIEWS_ONLY = { 7: { views: 900, engagement: null } };

describe('a ranking in which our own history stands in for the API', () => {
  it('says of each row where its gain comes from', () => {
    const { topMovers, historyDays } = ranked(
      [listedPost('own', 0), listedPost('api', 0)],
      { own: VIEWS_ONLY, api: { 7: { views: 900, engagement: 40 } } },
      { own: { views: 900, engagement: 60, coveredDays: 7 } },
    );
    expect(topMovers.map(({ id, gained, source, historyDays: days }) => [id, gained, source, days])).toEqual([
      ['own', 60, 'own-history', null],
      ['api', 40, 'api', null],
    ]);
    expect(historyDays).toBe(7);
  });

  it('says how many days a row rests on where they are fewer than the window', () => {
    const followed = listedPost('young', 0, { firstRefreshedAt: listedPost('young', 3).lastRefreshedAt });
    const { topMovers } = ranked(
      [followed],
      { young: VIEWS_ONLY },
      { young: { views: 900, engagement: 60, coveredDays: 3 } },
    );
    expect(topMovers).toMatchObject([{ id: 'young', source: 'own-history', historyDays: 3 }]);
  });

  it('shows no row while the history is too short, and says how long it is', () => {
    const { topMovers, topMoversSkipped, historyDays } = ranked(
      [listedPost('a', 0), listedPost('b', 0)],
      { a: VIEWS_ONLY },
      {
        a: { views: 300, engagement: 20, coveredDays: 3 },
        b: { views: 200, engagement: 10, coveredDays: 2 },
      },
    );
    expect(topMovers).toEqual([]);
    expect(topMoversSkipped.withoutDelta).toBe(2);
    expect(historyDays).toBe(3);
  });

  it('has no history to speak of where the API gave every gain', () => {
    const complete = { a: { 7: { views: 1, engagement: 2 } } };
    expect(ranked([listedPost('a', 0)], complete, {}).historyDays).toBeNull();
  });
});
