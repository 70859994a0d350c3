import { describe, expect, it } from 'vitest';
import { postOfRow } from '../../../entrypoints/full-view/post/post-of-row.ts';
import { lifetimeStatsOf } from '../../../utils/breakouts/baseline/lifetime-stats.ts';
import { windowsToRank } from '../../../utils/breakouts/model/lookback-window.ts';
import { rankWindow } from '../../../utils/breakouts/output/rank-window.ts';
import { usualByAge } from '../../../utils/breakouts/output/usual-band.ts';
import { rankColumns } from '../../../utils/post-table/rank-columns.ts';
import { pollWorld } from '../../simulation/poll.ts';
import { BASE_WORLD, simulatedWorld } from '../../simulation/world.ts';

describe('RowLevels', () => {
  const { posts, deltas, now } = pollWorld(simulatedWorld(3, BASE_WORLD), windowsToRank(7));
  const ranked = () =>
    rankColumns({
      ...{ posts, deltas, windowDays: 7, profileOf: () => null, isTrackedAlone: () => true },
      by: {
        ...{ generation: 1, rankedAt: now, clockOffsetMs: 0, lookbackDays: 7 },
        ...{ sensitivity: 'balanced', flagged: [] },
      },
    });

  it('complete the figures of the published ranking', () => {
    const { columns, levels } = ranked();
    const { ranking } = rankWindow({
      ...{ posts, deltas, windowDays: 7, now, sensitivity: 'balanced' },
      ...{ lifetimes: lifetimeStatsOf(posts), accountOf: () => null },
    });
    expect(ranking.rows.length).toBeGreaterThan(200);
    for (const [index, row] of ranking.rows.entries()) {
      const { post } = postOfRow(columns, row, { text: null, figures: levels.figuresOf(row) });
      expect(post).toMatchObject({ ...ranking.figures[index] });
    }
  });

  it('give the usual of each row as the rule has it', () => {
    const { columns, levels } = ranked();
    let compared = 0;
    for (const row of posts.keys()) {
      const { post } = postOfRow(columns, row, { text: null, figures: null });
      const usual = usualByAge(levels.levelOf(row), post);
      if (post.usualCount === null || usual === null) continue;
      compared += 1;
      const { age } = levels.levelOf(row);
      const ratio = (usual.countAt([age]).median[0] as number) / post.usualCount;
      expect(Math.abs(ratio - 1)).toBeLessThan(1e-3);
    }
    expect(compared).toBeGreaterThan(800);
  });
});
