import { describe, expect, it } from 'vitest';
import type { Post } from '../../../../utils/breakouts/model/post.ts';
import {
  type Criteria,
  classifyRow,
  type Features,
  stateOfRow,
} from '../../../../utils/breakouts/rule/classify-row.ts';
import { aPost } from '../../../builders/post.ts';
import { postTableOf, type TableRow } from '../../../builders/post-table.ts';
import { DAY, NOW } from '../../../builders/time.ts';

/** The facts of the one row that is classified. */
interface RowFacts extends TableRow {
  readonly usualGain?: number;
  readonly usualCount?: number;
  readonly speedUp?: number;
  readonly scatter?: number;
  readonly gainScatter?: number;
  /** Posts that the usual is based on. */
  readonly others?: number;
  readonly usualRate?: number | null;
  readonly notCompared?: 'no-count' | null;
  readonly wasRecounted?: boolean;
}

/**
 * A post of ten days with 7,999 views, 3,999 of them from this week; 1,999 and 999 are usual. The
 * usual is of 115 posts that scatter by 0.4: its standard error is 0.4 · √(1.15/115) = 0.04.
 */
const second: RowFacts = {
  ...{ age: 10, fromAge: 3, gain: 3999, count: 7999, usualGain: 999, usualCount: 1999 },
  ...{ scatter: 0.4, gainScatter: 0.3, others: 115, usualRate: null },
};
const ERROR = 0.04;
/** Forty days old, with a gain of four times the usual after a usual life. */
const old: RowFacts = { ...second, age: 40, fromAge: 33, count: 40_000, usualCount: 39_999 };

const POST = aPost({ id: 'post', lastRefreshedAt: NOW });
const CRITERIA: Criteria = {
  ...{ now: NOW, flaggedBefore: undefined },
  thresholds: { multiple: 3, z: 1, minimumGain: 100 },
};

function featuresOf(facts: RowFacts): Features {
  const table = postTableOf([facts]);
  const column = (value: number | undefined) => Float64Array.of(value ?? Number.NaN);
  return {
    table: {
      ...table,
      notCompared: [facts.notCompared ?? null],
      wasRecounted: Uint8Array.of(facts.wasRecounted === true ? 1 : 0),
    },
    lifetimes: {
      table,
      level: {
        ...{ logLevel: column(0), curves: [], peers: table.accounts, peersOf: table.accountOf },
        others: Int32Array.of(facts.others ?? 0),
      },
      expectedCount: column(facts.usualCount),
      scatter: column(facts.scatter),
      usualRate: () => facts.usualRate ?? null,
    },
    expected: { gain: column(facts.usualGain), previousGain: column(facts.usualGain) },
    expectedCount: column(facts.usualCount),
    gainScatter: column(facts.gainScatter),
    speedUp: column(facts.speedUp),
  };
}

const classified = (facts: RowFacts, changes: Partial<Criteria> = {}, post: Post = POST) =>
  classifyRow(featuresOf(facts), post, 0, { ...CRITERIA, ...changes });

describe('classifyRow', () => {
  it('has the gain, its days, what was usual, and both multiples', () => {
    expect(classified(second)).toMatchObject({
      ...{ id: 'post', gain: 3999, gainDays: 7, expected: 999, multiple: 4 },
      ...{ usualCount: 1999, lifetimeMultiple: 4, baselinePosts: 115, wasRecounted: false },
    });
    expect(classified({ ...second, wasRecounted: true }).wasRecounted).toBe(true);
  });

  it('rests on the whole life of a young post that has not sped up', () => {
    const { state, reason, headline, strength, z, multipleLowerBound } = classified(second);
    expect([state, reason, headline]).toEqual(['new-hit', 'hit-since-published', 'lifetime']);
    // The usual is taken half a standard error higher.
    expect(strength).toBeCloseTo(8000 / (1999 * Math.exp(0.5 * ERROR) + 1), 10);
    expect(z).toBeCloseTo(Math.log(4) / Math.hypot(0.4, ERROR), 10);
    expect(multipleLowerBound).toBeCloseTo(
      8000 / (1999 * Math.exp(1.645 * Math.hypot(ERROR, 0.1)) + 1),
      10,
    );
  });

  it('rests on the gain of a post that has sped up', () => {
    const found = classified({ ...second, speedUp: 4 });
    expect(found).toMatchObject({ reason: 'sped-up', headline: 'gain', speedUp: 4 });
    expect(found.strength).toBeCloseTo(4 / 0.6, 10);
    expect(found.z).toBeCloseTo(Math.log(4) / Math.hypot(0.3, ERROR), 10);
    expect(found.multipleLowerBound).toBeCloseTo(
      4000 / (999 * Math.exp(1.645 * Math.hypot(ERROR, 0.1)) + 1),
      10,
    );
  });

  it('rests on the gain of an old post, whose usual is less sure', () => {
    const found = classified({ ...old, speedUp: 4 });
    expect(found).toMatchObject({ state: 'resurging', reason: 'sped-up', headline: 'gain' });
    expect(found.multipleLowerBound).toBeCloseTo(
      4000 / (999 * Math.exp(1.645 * Math.hypot(ERROR, 0.2)) + 1),
      10,
    );
    expect(classified(old)).toMatchObject({ state: 'still-running', strength: 0 });
    expect(classified(old).z).toBeCloseTo(Math.log(4) / Math.hypot(0.3, ERROR), 10);
  });

  it('calls young what was published within two windows', () => {
    expect(classified({ ...second, age: 14 }).state).toBe('new-hit');
    expect(classified({ ...second, age: 14.1 }).state).toBe('still-running');
  });

  it('has the gain as its headline within the window, where it is the whole life', () => {
    expect(classified({ ...second, age: 7, fromAge: 0 }).headline).toBe('gain');
    expect(classified({ ...second, age: 7.1, fromAge: 0.1 }).headline).toBe('lifetime');
  });

  it('marks a usual of fewer than a hundred views, of the headline', () => {
    expect(classified({ ...second, usualCount: 99 }).fewUsualViews).toBe(true);
    expect(classified({ ...second, usualCount: 100, usualGain: 99 }).fewUsualViews).toBe(false);
    expect(classified({ ...old, usualGain: 99 }).fewUsualViews).toBe(true);
    expect(classified({ ...old, usualGain: 100 }).fewUsualViews).toBe(false);
  });

  it('shows a speed-up from 1.5 on', () => {
    expect(classified({ ...old, speedUp: 1.5 }).speedUp).toBe(1.5);
    expect(classified({ ...old, speedUp: 1.49 }).speedUp).toBeNull();
    expect(classified(old).speedUp).toBeNull();
  });

  it('asks less of a breakout of the last ranking', () => {
    const flaggedBefore = new Set(['post']);
    expect(classified({ ...old, speedUp: 3.3 }).reason).toBe('not-sped-up');
    expect(classified({ ...old, speedUp: 3.3 }, { flaggedBefore }).reason).toBe('sped-up');
  });

  it('tags low engagement from a multiple of 1.5 on', () => {
    const liked = aPost({ ...POST, views: 7999, likes: 10, comments: 0, shares: 0 });
    const tagged = (facts: RowFacts) => classified(facts, {}, liked).lowEngagement;
    expect(tagged({ ...second, usualRate: 0.1 })).toBe(true);
    expect(tagged({ ...second, usualRate: 0.1, gain: 1499 })).toBe(true);
    expect(tagged({ ...second, usualRate: 0.1, gain: 1498 })).toBe(false);
    expect(tagged(second)).toBe(false);
  });

  it('scores a stale post all the same', () => {
    expect(classified(second, { now: NOW + 3 * DAY })).toMatchObject({
      ...{ state: 'stale', reason: 'not-refreshed-lately', multiple: 4, usualCount: 1999 },
    });
  });
});

describe('classifyRow, without a comparison', () => {
  const NO_SCORE = {
    ...{ expected: null, multiple: null, multipleLowerBound: null, usualCount: null },
    ...{ lifetimeMultiple: null, headline: 'gain', fewUsualViews: false, strength: null },
    ...{ z: null, speedUp: null, baselinePosts: 0, lowEngagement: false },
  };

  it('keeps the reason why a post is not compared', () => {
    const notCompared = { ...second, notCompared: 'no-count' as const, wasRecounted: true };
    expect(classified(notCompared)).toEqual({
      ...{ id: 'post', state: 'insufficient-history', reason: 'no-count', gain: 3999 },
      ...{ gainDays: 7, ...NO_SCORE, wasRecounted: true },
    });
    expect(classified({ age: 10 })).toEqual({
      ...{ id: 'post', state: 'insufficient-history', reason: 'no-gain', gain: null },
      ...{ gainDays: null, ...NO_SCORE, wasRecounted: false },
    });
  });

  it('names what a usual is lacking for', () => {
    const reasonOf = (facts: RowFacts) => {
      const { state, reason, gain, multiple } = classified(facts);
      return { state, reason, gain, multiple };
    };
    const without = { state: 'no-baseline', gain: 3999, multiple: null };
    const unknown = { ...second, usualGain: Number.NaN };
    expect(reasonOf(unknown)).toEqual({ ...without, reason: 'too-few-posts' });
    expect(reasonOf({ ...second, usualCount: Number.NaN })).toEqual({
      ...{ ...without, reason: 'too-few-posts' },
    });
    expect(reasonOf({ ...unknown, account: null })).toEqual({
      ...{ ...without, reason: 'account-unknown' },
    });
    expect(reasonOf({ ...unknown, account: null, age: Number.NaN })).toEqual({
      ...{ ...without, reason: 'age-unknown' },
    });
    expect(classified(unknown, { now: NOW + 3 * DAY })).toMatchObject({
      ...{ state: 'stale', reason: 'not-refreshed-lately', multiple: null },
    });
  });
});

describe('stateOfRow', () => {
  it('is the state of the classification', () => {
    const rows: readonly RowFacts[] = [
      ...[second, old, { ...old, speedUp: 4 }, { ...second, gain: 50 }, { ...second, gain: 1000 }],
      ...[{ ...second, notCompared: 'no-count' as const }, { age: 10 }],
      ...[
        { ...second, usualGain: Number.NaN },
        { ...second, usualCount: Number.NaN, gain: 50 },
      ],
      { ...second, usualGain: Number.NaN, gain: 50 },
    ];
    for (const facts of rows) {
      for (const now of [NOW, NOW + 3 * DAY]) {
        const criteria = { ...CRITERIA, now };
        expect(stateOfRow(featuresOf(facts), POST, 0, criteria)).toBe(
          classified(facts, { now }).state,
        );
      }
    }
  });
});
