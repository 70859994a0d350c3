import { describe, expect, it } from 'vitest';
import {
  gainsRecord,
  gainsRecordSchema,
  refreshOf,
  stagedGains,
  stagedGainsSchema,
  wasAsked,
} from '../../../utils/library/gains-record.ts';
import { formerGainsRecord, gainsOf, rowsOf } from '../../builders/former-records.ts';
import { NOW } from '../../builders/time.ts';

const gain = (views: number | null, engagement: number | null = null) => ({ views, engagement });

/** The answer for two posts and two windows, of which the API does not know one post. */
const answer = stagedGains(
  [
    ['a', NOW],
    ['b', NOW + 1],
    ['c', null],
  ],
  [1, 7],
  {
    byPost: new Map([
      ['a', { 1: gain(10, 1), 7: gain(70, 7) }],
      ['b', { 1: gain(20, 2), 7: gain(null) }],
    ]),
    notFound: ['c'],
  },
);
const row = (index: number) => ({ record: answer, row: index });

describe('gainsRecord', () => {
  it('takes each gain to its post and window, in another order and among other windows', () => {
    const made = gainsRecord([[row(1)], [], [row(0)]], [7, 3, 1]);
    const { NaN: unknown } = Number;
    expect(gainsOf(made, 'views')).toEqual([
      unknown,
      unknown,
      20,
      unknown,
      unknown,
      unknown,
      70,
      unknown,
      10,
    ]);
    expect(gainsOf(made, 'engagement')).toEqual([
      ...[unknown, unknown, 2, unknown, unknown, unknown, 7, unknown, 1],
    ]);
    expect(rowsOf(made).map((place) => refreshOf(made, place))).toEqual([NOW + 1, unknown, NOW]);
  });

  it('leaves out windows that are wanted no more', () => {
    expect(gainsOf(gainsRecord([[row(0)]], [1]), 'views')).toEqual([10]);
  });

  it('keeps a gain that the next answer for the same refresh does not know', () => {
    const next = stagedGains([['a', NOW]], [1, 7], {
      byPost: new Map([['a', { 1: gain(11), 7: gain(null) }]]),
      notFound: [],
    });
    const made = gainsRecord([[row(0), { record: next, row: 0 }]], [1, 7]);
    expect(gainsOf(made, 'views')).toEqual([11, 70]);
    expect(gainsOf(made, 'engagement')).toEqual([1, 7]);
  });

  it('drops the gains of an earlier refresh', () => {
    const next = stagedGains([['a', NOW + 5]], [1, 7], {
      byPost: new Map([['a', { 1: gain(11), 7: gain(null) }]]),
      notFound: [],
    });
    const made = gainsRecord([[row(0), { record: next, row: 0 }]], [1, 7]);
    expect(gainsOf(made, 'views')).toEqual([11, Number.NaN]);
  });
});

describe('stagedGains', () => {
  it('knows no gain over a window that the answer leaves out', () => {
    const made = stagedGains([['a', NOW]], [1, 7], {
      byPost: new Map([['a', { 1: gain(10, 1) }]]),
      notFound: [],
    });
    expect(gainsOf(made, 'views')).toEqual([10, Number.NaN]);
    expect(gainsOf(made, 'engagement')).toEqual([1, Number.NaN]);
  });
});

describe('wasAsked', () => {
  it('is true of posts that the API knows nothing of, and not of posts without an answer', () => {
    const made = gainsRecord([[row(0)], [row(2)], []], [1, 7]);
    expect([0, 1, 2, 3].map((index) => wasAsked(made, index))).toEqual([true, true, false, false]);
  });
});

describe('the schemas of gains', () => {
  const made = gainsRecord([[row(1)], [], [row(2)]], [7, 3, 1]);

  it('round-trip a record and an answer', () => {
    expect(gainsRecordSchema.parse(structuredClone(made))).toEqual(made);
    expect(stagedGainsSchema.parse(structuredClone(answer))).toEqual(answer);
  });

  it('read the records of version 1.0 as their own', () => {
    expect(gainsRecordSchema.parse(structuredClone(formerGainsRecord(made)))).toEqual(made);
    expect(stagedGainsSchema.parse(structuredClone(formerGainsRecord(answer)))).toEqual(answer);
  });

  it('reject a record whose numbers are truncated, or of another kind', () => {
    expect(gainsRecordSchema.safeParse({ ...made, numbers: made.numbers.slice(1) }).success).toBe(
      false,
    );
    const fewer = { ...answer, ids: answer.ids.slice(1) };
    expect(stagedGainsSchema.safeParse(fewer).success).toBe(false);
    for (const numbers of [undefined, null, [], [...made.numbers]]) {
      expect(gainsRecordSchema.safeParse({ ...made, numbers }).success).toBe(false);
    }
    for (const damaged of [undefined, null, 'gains', {}, { windows: [7] }]) {
      expect(gainsRecordSchema.safeParse(damaged).success).toBe(false);
    }
  });

  it.each(['refreshedAt', 'views', 'engagement', 'states'] as const)(
    'reject a record of version 1.0 whose column %s is truncated or missing',
    (column) => {
      const former = formerGainsRecord(made);
      for (const cut of [former[column].slice(1), undefined]) {
        expect(gainsRecordSchema.safeParse({ ...former, [column]: cut }).success).toBe(false);
      }
    },
  );

  it.each([
    ['views', 8, 0],
    ['engagement', 0, 8],
    ['views and engagement', 4, 4],
  ])('reject a record of version 1.0 that lacks the %s of a whole row', (_, views, engagement) => {
    // So many numbers are missing that the others would fill rows of their own.
    const former = formerGainsRecord(made);
    const cut = {
      views: former.views.slice(0, former.views.length - views),
      engagement: former.engagement.slice(0, former.engagement.length - engagement),
    };
    expect(gainsRecordSchema.safeParse({ ...former, ...cut }).success).toBe(false);
  });
});
