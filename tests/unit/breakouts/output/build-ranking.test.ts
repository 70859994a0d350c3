import { describe, expect, it } from 'vitest';
import { trackedColumn } from '../../../../utils/breakouts/model/age.ts';
import { coveredColumn, gainedColumn } from '../../../../utils/breakouts/model/delta-table.ts';
import { ROWS_SHOWN, rankingSchema } from '../../../../utils/breakouts/model/ranking.ts';
import { buildRanking } from '../../../../utils/breakouts/output/build-ranking.ts';
import type { Classification } from '../../../../utils/breakouts/rule/classification.ts';
import { judgedPosts } from '../../../builders/judged-posts.ts';
import { aJudgement } from '../../../builders/judgement.ts';
import { HOUR, NOW } from '../../../builders/moments.ts';
import { aPost, postsNamed } from '../../../builders/post.ts';

const ranked = (judgements: readonly Classification[], changes: Partial<Parameters<typeof buildRanking>[0]> = {}) => {
  const posts = changes.posts ?? postsNamed(...judgements.map(({ id }) => id));
  const deltas = new Map(judgements.map(({ id }, index) => [id, { 7: { views: 1000 - index, engagement: 50 } }]));
  return buildRanking({
    posts,
    deltas,
    gained: gainedColumn(posts, deltas, 7, 'views'),
    coveredDays: coveredColumn(posts, deltas, 7, 'views'),
    followed: trackedColumn(posts),
    judged: judgedPosts(posts, judgements),
    windowDays: 7,
    measure: 'views',
    platform: null,
    topMoversCount: 10,
    ...changes,
  });
};

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe('what a screen shows of one window', () => {
  const judgements = [
    aJudgement({ id: 'hit', state: 'new-hit', gain: 5000, multiple: 9 }),
    aJudgement({ id: 'woken', state: 'resurging', gain: 4000, multiple: 8 }),
    aJudgement({ id: 'running', state: 'still-running', gain: 3000 }),
    aJudgement({ id: 'usual' }),
    aJudgement({ id: 'small account', state: 'no-baseline', gain: 10 }),
    aJudgement({ id: 'smaller gain', state: 'no-baseline', gain: 5 }),
    aJudgement({ id: 'new here', state: 'insufficient-history', gain: null }),
    aJudgement({ id: 'forgotten', state: 'stale' }),
  ];

  it('puts each post on its shelf, in the order of the rule, and counts what is not judged', () => {
    const ranking = ranked(judgements);
    expect(ids(ranking.breakouts)).toEqual(['hit', 'woken']);
    expect(ids(ranking.stillRunning)).toEqual(['running']);
    expect(ids(ranking.withoutBaseline)).toEqual(['small account', 'smaller gain']);
    expect(ranking.shelves).toEqual({ warmingUp: 1, stale: 1, noBaseline: 2, noBaselineAccounts: 1 });
  });

  it('shows of a breakout what the rule reckons it gained, and of a top mover what the API says', () => {
    const ranking = ranked(judgements);
    expect(ranking.breakouts[0]?.gained).toBe(5000);
    expect(ranking.topMovers[0]).toMatchObject({ id: 'hit', gained: 1000 });
  });

  it('stays short however much breaks out, and says how many there are', () => {
    const many = Array.from({ length: 200 }, (_, index) => aJudgement({ id: `p${index}`, state: 'new-hit' }));
    const ranking = ranked(many, { topMoversCount: 40 });
    expect(ranking.breakouts).toHaveLength(ROWS_SHOWN.breakouts);
    expect(ranking.breakoutCount).toBe(200);
    const rows = [ranking.breakouts, ranking.ended, ranking.stillRunning, ranking.withoutBaseline, ranking.topMovers];
    expect(Object.values(ROWS_SHOWN).reduce((sum, most) => sum + most, 40)).toBe(100);
    expect(rows.flat().length).toBeLessThanOrEqual(100);
  });

  it('shows one platform apart', () => {
    const posts = [aPost({ id: 'hit', platform: 'tiktok' }), ...postsNamed('woken', 'running')];
    const ranking = ranked(judgements, { posts, platform: 'tiktok' });
    expect([ids(ranking.breakouts), ids(ranking.topMovers)]).toEqual([['hit'], ['hit']]);
  });

  it('tells when a breakout was flagged, and shows one that has ended apart', () => {
    const ranking = ranked(judgements, {
      flagged: [
        { id: 'hit', kind: 'new-hit', firstFlaggedAt: NOW - 5 * HOUR, endedAt: null },
        { id: 'usual', kind: 'new-hit', firstFlaggedAt: NOW - 9 * HOUR, endedAt: NOW - HOUR },
      ],
    });
    expect(ranking.breakouts[0]).toMatchObject({ id: 'hit', flaggedAt: NOW - 5 * HOUR, endedAt: null });
    expect(ranking.ended).toMatchObject([{ id: 'usual', endedAt: NOW - HOUR }]);
  });

  it('has the shape that is stored', () => {
    expect(rankingSchema.parse(ranked(judgements))).toEqual(ranked(judgements));
  });
});
