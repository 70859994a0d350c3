import { describe, expect, it } from 'vitest';
import { textTable } from '../../cli/text-table.ts';
import { readOptions } from '../../evaluate/command-line.ts';
import { type PollOutcome, pollOutcome } from '../../evaluate/poll-outcome.ts';
import { interval, scoresOf } from '../../evaluate/scores.ts';
import { pollWorld, postId } from '../../simulation/poll.ts';
import { truthOf } from '../../simulation/truth.ts';
import { BASE_WORLD, simulatedWorld } from '../../simulation/world.ts';

const outcome: PollOutcome = {
  newHits: { all: 10, found: 7, inReach: 8, inReachFound: 6 },
  resurgences: { all: 4, found: 1, inReach: 2, inReachFound: 1 },
  ...{ falseAlarms: 3, averagePrecision: 0.5, sizeRatio: 2, isEmpty: false },
};

describe('scoresOf', () => {
  it('pools the posts of all polls', () => {
    const missed = (found: PollOutcome['newHits']) => ({ ...found, found: 0, inReachFound: 0 });
    const empty = {
      ...{ ...outcome, newHits: missed(outcome.newHits), resurgences: missed(outcome.resurgences) },
      ...{ falseAlarms: 0, isEmpty: true },
    };
    expect(scoresOf([outcome, empty])).toMatchObject({
      precision: 8 / 11,
      recall: 8 / 28,
      recallOfNewHits: 7 / 20,
      recallOfResurgences: 1 / 8,
      f1: 16 / (8 + 3 + 28),
      recallInReach: 7 / 20,
      f1InReach: 14 / (7 + 3 + 20),
      falseAlarmsPerPoll: 1.5,
      emptyPolls: 0.5,
    });
  });

  it('has an interval that contains the score and narrows with more polls', () => {
    const polls = (count: number) =>
      Array.from({ length: count }, (_, place) => ({ ...outcome, falseAlarms: place % 7 }));
    const [few, many] = [polls(14), polls(140)].map((outcomes) =>
      interval(outcomes, 'falseAlarmsPerPoll'),
    );
    expect(few?.[0]).toBeLessThan(3);
    expect(few?.[1]).toBeGreaterThan(3);
    expect((many?.[1] ?? 0) - (many?.[0] ?? 0)).toBeLessThan((few?.[1] ?? 0) - (few?.[0] ?? 0));
  });
});

describe('pollOutcome', () => {
  const world = simulatedWorld(3, BASE_WORLD);
  const poll = pollWorld(world, [7, 14]);
  const idsOf = (truth: string) =>
    world.posts.filter((post) => truthOf(post, 7) === truth).map(postId);

  it('is perfect for the ground truth', () => {
    const perfect = scoresOf([
      pollOutcome(world, poll, { posts: [...idsOf('new-hit'), ...idsOf('resurgence')] }),
    ]);
    expect(perfect).toMatchObject({
      precision: 1,
      recall: 1,
      f1: 1,
      f1InReach: 1,
      falseAlarmsPerPoll: 0,
      averagePrecision: expect.any(Number),
    });
  });

  it('ignores borderline posts', () => {
    expect(pollOutcome(world, poll, { posts: idsOf('borderline') })).toMatchObject({
      falseAlarms: 0,
      newHits: { found: 0 },
      isEmpty: false,
    });
  });

  it('counts every flagged ordinary post as a false alarm', () => {
    expect(pollOutcome(world, poll, { posts: idsOf('ordinary').slice(0, 5) }).falseAlarms).toBe(5);
  });

  it('counts a false account rise as a false alarm', () => {
    const lifted = simulatedWorld(3, { ...BASE_WORLD, lift: { accounts: 1, factor: 5, days: 7 } });
    const flagged = { posts: [], accounts: ['account-0', 'account-1'] };
    expect(pollOutcome(lifted, poll, flagged)).toMatchObject({ falseAlarms: 1, isEmpty: false });
  });
});

describe('evaluate command line', () => {
  it('defaults to the reported seeds', () => {
    const { seeds, json, data } = readOptions([]);
    expect([seeds.length, seeds[0], seeds.at(-1), json, data]).toEqual([
      200,
      1000,
      1199,
      false,
      null,
    ]);
  });

  it('accepts other or fewer seeds', () => {
    expect(readOptions(['--seeds', '3-5']).seeds).toEqual([3, 4, 5]);
    expect(readOptions(['--quick']).seeds).toHaveLength(20);
  });

  it.each([[['--seeds', '5']], [['--seeds', '5-3']], [['--loud']]])('rejects %o', (args) => {
    expect(() => readOptions(args)).toThrow();
  });
});

describe('text table', () => {
  it('fits columns to their content', () => {
    expect(textTable(['a', 'long'], [['xyz', '1']])).toBe('a    long\n---  ----\nxyz     1');
  });
});
