import { describe, expect, it } from 'vitest';
import { readOptions } from '../../evaluate/command-line.ts';
import { type PollOutcome, pollOutcome } from '../../evaluate/outcome-tally.ts';
import { interval, scoresOf } from '../../evaluate/scores.ts';
import { textTable } from '../../evaluate/text-table.ts';
import { pollWorld, postId } from '../../simulation/poll.ts';
import { truthOf } from '../../simulation/truth.ts';
import { BASE_WORLD, simulatedWorld } from '../../simulation/world.ts';

const outcome: PollOutcome = {
  ...{ newHits: 8, newHitsFound: 6, resurgences: 2, resurgencesFound: 1, falseAlarms: 3, outOfReach: 4 },
  ...{ averagePrecision: 0.5, sizeRatio: 2, isEmpty: false },
};

describe('scores', () => {
  it('pool the posts of all polls', () => {
    const empty = { ...outcome, newHitsFound: 0, resurgencesFound: 0, falseAlarms: 0, isEmpty: true };
    expect(scoresOf([outcome, empty])).toMatchObject({
      precision: 7 / 10,
      recall: 7 / 20,
      recallOfNewHits: 6 / 16,
      recallOfResurgences: 1 / 4,
      recallOfAll: 7 / 28,
      f1: 14 / 30,
      falseAlarmsPerPoll: 1.5,
      emptyPolls: 0.5,
    });
  });

  it('have an interval that holds them, and is narrower the more polls there are', () => {
    const polls = (count: number) =>
      Array.from({ length: count }, (_, place) => ({ ...outcome, falseAlarms: place % 7 }));
    const [few, many] = [polls(14), polls(140)].map((outcomes) => interval(outcomes, 'falseAlarmsPerPoll'));
    expect(few?.[0]).toBeLessThan(3);
    expect(few?.[1]).toBeGreaterThan(3);
    expect((many?.[1] ?? 0) - (many?.[0] ?? 0)).toBeLessThan((few?.[1] ?? 0) - (few?.[0] ?? 0));
  });
});

describe('an outcome', () => {
  const world = simulatedWorld(3, BASE_WORLD);
  const poll = pollWorld(world, [7, 14]);
  const idsOf = (truth: string) => world.posts.filter((post) => truthOf(post, 7) === truth).map(postId);

  it('of the truth itself is perfect, as far as it could be seen', () => {
    const perfect = scoresOf([pollOutcome(world, poll, [...idsOf('new-hit'), ...idsOf('resurgence')])]);
    expect(perfect).toMatchObject({
      precision: 1,
      recall: 1,
      f1: 1,
      falseAlarmsPerPoll: 0,
      averagePrecision: expect.any(Number),
    });
  });

  it('counts neither for nor against what is borderline', () => {
    expect(pollOutcome(world, poll, idsOf('borderline'))).toMatchObject({
      falseAlarms: 0,
      newHitsFound: 0,
      isEmpty: false,
    });
  });

  it('counts every flagged ordinary post against', () => {
    expect(pollOutcome(world, poll, idsOf('ordinary').slice(0, 5)).falseAlarms).toBe(5);
  });
});

describe('the command line', () => {
  it('takes the reported seeds unless told otherwise', () => {
    const { seeds, json, data } = readOptions([]);
    expect([seeds.length, seeds[0], seeds.at(-1), json, data]).toEqual([200, 1000, 1199, false, null]);
  });

  it('takes other seeds, or fewer', () => {
    expect(readOptions(['--seeds', '3-5']).seeds).toEqual([3, 4, 5]);
    expect(readOptions(['--quick']).seeds).toHaveLength(20);
  });

  it.each([[['--seeds', '5']], [['--seeds', '5-3']], [['--loud']]])('refuses %o', (args) => {
    expect(() => readOptions(args)).toThrow();
  });
});

describe('a table', () => {
  it('has columns as wide as they need to be', () => {
    expect(textTable(['a', 'long'], [['xyz', '1']])).toBe('a    long\n---  ----\nxyz     1');
  });
});
