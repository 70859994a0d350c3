import { describe, expect, it } from 'vitest';
import { lifetimeStatsOf } from '../../../../utils/breakouts/baseline/lifetime-stats.ts';
import type { FlaggedPost } from '../../../../utils/breakouts/model/flagged-post.ts';
import { thresholdsOf } from '../../../../utils/breakouts/model/sensitivity.ts';
import { countFlagged } from '../../../../utils/breakouts/output/evidence-log.ts';
import { type FlagMemory, rankWindow } from '../../../../utils/breakouts/output/rank-window.ts';
import {
  libraryOf,
  liftedPost,
  ordinaryAccount,
  type PostStory,
  spacedAccount,
} from '../../../builders/account-of-posts.ts';
import { HOUR, NOW } from '../../../builders/time.ts';
import { pollWorld } from '../../../simulation/poll.ts';
import { BASE_WORLD, simulatedWorld } from '../../../simulation/world.ts';

/** Ranks a library over 7 days. */
function ranked(
  stories: readonly PostStory[],
  flagged: readonly FlaggedPost[] = [],
  memory: Partial<FlagMemory> = {},
) {
  const { posts, deltas } = libraryOf(stories);
  const { ranking, ...remembered } = rankWindow({
    ...{
      posts,
      deltas,
      lifetimes: lifetimeStatsOf(posts),
      windowDays: 7,
      sensitivity: 'balanced',
      now: NOW,
    },
    memory: { flagged, seen: {}, now: NOW, ...memory },
  });
  const ids = (list: readonly number[]) =>
    list.map((index) => posts[ranking.rows[index] as number]?.id);
  return { ...remembered, ranking, ids };
}

const flagged = (id: string): FlaggedPost => ({
  id,
  kind: 'new-hit',
  firstFlaggedAt: NOW - 5 * HOUR,
  endedAt: null,
});

describe('rankWindow', () => {
  it('lists a breakout, remembers it, and logs its evidence', () => {
    const [hit, ...others] = ordinaryAccount(20);
    const {
      ranking,
      ids,
      flagged: after,
      evidence,
    } = ranked([liftedPost(hit as PostStory, 20), ...others]);
    expect(ids(ranking.breakouts)).toEqual([hit?.id]);
    expect(after).toMatchObject([{ id: hit?.id, firstFlaggedAt: NOW, endedAt: null }]);
    expect(evidence.map(({ id }) => id)).toEqual([hit?.id]);
  });

  it('remembers breakouts in the order of the rule', () => {
    const [weaker, hit, ...others] = ordinaryAccount(20) as [PostStory, PostStory];
    const { flagged: after } = ranked([liftedPost(weaker, 12), liftedPost(hit, 24), ...others]);
    expect(after.map(({ id }) => id)).toEqual([hit.id, weaker.id]);
  });

  it('shows an ended breakout once more', () => {
    const { ranking, ids, flagged: after } = ranked(ordinaryAccount(20), [flagged('account-3')]);
    expect(ids(ranking.ended)).toEqual(['account-3']);
    expect(after).toMatchObject([{ id: 'account-3', endedAt: NOW }]);
  });

  it('dates flags by the local clock, like seen marks, and not by the clock of the API', () => {
    const [hit, ...others] = ordinaryAccount(20);
    const ended = { ...flagged('account-3'), endedAt: NOW - 2 * HOUR - 1 };
    const seen = { 'account-3': NOW - 2 * HOUR };
    const { flagged: after, evidence } = ranked(
      [liftedPost(hit as PostStory, 20), ...others],
      [ended],
      {
        seen,
        now: NOW - 48 * HOUR,
      },
    );
    expect(after).toMatchObject([{ id: hit?.id, firstFlaggedAt: NOW - 48 * HOUR }]);
    expect(evidence).toMatchObject([{ day: Math.floor((NOW - 48 * HOUR) / (24 * HOUR)) }]);
  });

  it('keeps a breakout that its account rise replaces', () => {
    const lifted = spacedAccount('lifted').map((story) => liftedPost(story, 7));
    const {
      ranking,
      ids,
      flagged: after,
    } = ranked([...lifted, ...['a', 'b', 'c'].flatMap(spacedAccount)], [flagged('lifted-3')]);
    expect(ranking.accountRises).toHaveLength(1);
    const [rise] = ranking.accountRises;
    expect(ids(rise?.posts ?? [])).toContain('lifted-3');
    expect(ids(ranking.ended)).toEqual([]);
    expect(after.find(({ id }) => id === 'lifted-3')).toMatchObject({
      firstFlaggedAt: NOW - 5 * HOUR,
      endedAt: null,
    });
    expect(after.map(({ id }) => id).sort()).toEqual([...ids(rise?.posts ?? [])].sort());
  });

  it('logs evidence that counts as many breakouts as each sensitivity lists', () => {
    const lift = { accounts: 2, factor: 5, days: 7 };
    let rises = 0;
    for (let seed = 0; seed < 10; seed++) {
      const { posts, deltas, now } = pollWorld(
        simulatedWorld(seed, { ...BASE_WORLD, lift }),
        [7, 14],
      );
      const lifetimes = lifetimeStatsOf(posts);
      for (const sensitivity of ['sensitive', 'balanced', 'quiet'] as const) {
        const { ranking, evidence } = rankWindow({
          ...{ posts, deltas, lifetimes, windowDays: 7, sensitivity, now },
          memory: { flagged: [], seen: {}, now },
        });
        rises += ranking.accountRises.length;
        expect(countFlagged(evidence, thresholdsOf(sensitivity, 7))).toBe(
          ranking.breakouts.length + ranking.accountRises.length,
        );
      }
    }
    expect(rises).toBeGreaterThan(20);
  });
});
