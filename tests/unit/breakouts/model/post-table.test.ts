import { describe, expect, it } from 'vitest';
import { lifetimeColumns } from '../../../../utils/breakouts/baseline/lifetime-columns.ts';
import type { Post } from '../../../../utils/breakouts/model/post.ts';
import { postTable } from '../../../../utils/breakouts/model/post-table.ts';
import { aPost } from '../../../builders/post.ts';
import { DAY, NOW } from '../../../builders/time.ts';

/** Views gained, by window in days. */
type Gained = Readonly<Record<number, number>>;

/** A post of forty days that has been tracked for all of them, and its gains. */
const old = (gained: Gained, changes: Partial<Post> = {}) => ({
  post: aPost({
    ...{ createdAt: NOW - 40 * DAY, firstRefreshedAt: NOW - 39.5 * DAY, lastRefreshedAt: NOW },
    ...{ views: 10_000, ...changes },
  }),
  gained,
});

/** The table over `windowDays`, where posts usually get 100 views a day: F(t) = t. */
function tableOf(rows: readonly ReturnType<typeof old>[], windowDays = 7) {
  const posts = rows.map(({ post }, row) => ({ ...post, id: `${row}` }));
  const deltas = new Map(
    rows.map(({ gained }, row) => [
      `${row}`,
      Object.fromEntries(
        Object.entries(gained).map(([days, views]) => [days, { views, engagement: null }]),
      ),
    ]),
  );
  const table = lifetimeColumns(posts);
  const level = {
    ...{ peers: table.accounts, peersOf: table.accountOf, curves: [(days: number) => days] },
    logLevel: new Float64Array(posts.length).fill(Math.log(100)),
    others: new Int32Array(posts.length),
  };
  return postTable(posts, { table, level }, deltas, windowDays);
}

/** Returns the cells of the table's first row. */
function firstRow(...args: Parameters<typeof tableOf>) {
  const table = tableOf(...args);
  return {
    notCompared: table.notCompared[0],
    gain: table.gain[0],
    fromAge: table.fromAge[0],
    previousGain: table.previousGain[0],
    previousFromAge: table.previousFromAge[0],
    wasRecounted: table.wasRecounted[0],
    isUncertain: table.isUncertain[0],
  };
}

const COMPARED = { notCompared: null, wasRecounted: 0, isUncertain: 0 };

describe('postTable', () => {
  it('has the gain over the window and over the window before', () => {
    expect(firstRow([old({ 7: 500, 14: 1200 })])).toEqual({
      ...COMPARED,
      ...{ gain: 500, fromAge: 33, previousGain: 700, previousFromAge: 26 },
    });
  });

  it('has the facts of the whole life beside', () => {
    const { size, windowDays, age, count } = tableOf([old({ 7: 500 })], 7);
    expect([size, windowDays, age[0], count[0]]).toEqual([1, 7, 40, 10_000]);
  });

  it('names why a post is not compared, and leaves its gain unknown', () => {
    const unknown = { gain: Number.NaN, fromAge: Number.NaN, previousGain: Number.NaN };
    expect(firstRow([old({ 7: 500 }, { isUnavailable: true })])).toMatchObject({
      ...{ notCompared: 'unavailable', ...unknown },
    });
    expect(firstRow([old({ 7: 500 }, { views: null })])).toMatchObject({
      ...{ notCompared: 'no-count', ...unknown },
    });
    expect(firstRow([old({ 14: 500 })])).toMatchObject({ notCompared: 'no-gain', ...unknown });
    const invalid = old({ 7: Number.MAX_SAFE_INTEGER + 1 });
    expect(firstRow([invalid])).toMatchObject({ notCompared: 'no-gain', ...unknown });
    expect(firstRow([old({ 7: Number.MAX_SAFE_INTEGER })]).gain).toBe(Number.MAX_SAFE_INTEGER);
  });

  it('takes the largest gain of a shorter window where a recount hides that of the window', () => {
    expect(firstRow([old({ 1: 90, 2: 300, 7: 20, 14: 800 })])).toMatchObject({
      ...{ gain: 300, fromAge: 38, wasRecounted: 1, isUncertain: 1 },
    });
    expect(firstRow([old({ 1: 310, 2: 300, 7: 20, 14: 800 })])).toMatchObject({
      ...{ gain: 310, fromAge: 39 },
    });
    expect(firstRow([old({ 2: 300, 7: 20, 14: 800 })])).toMatchObject({ gain: 300, fromAge: 38 });
    // Equal gains count from the same refresh, the one in the shorter window.
    expect(firstRow([old({ 1: 310, 2: 310, 7: 20, 14: 800 })])).toMatchObject({
      ...{ gain: 310, fromAge: 39 },
    });
  });

  it('does not compare where no refresh fell into twice a short window of some usual views', () => {
    // 100 views are usual over a day.
    expect(firstRow([old({ 1: 0, 2: 0, 7: 300 })], 1)).toMatchObject({
      ...{ notCompared: 'not-refreshed-in-window', gain: Number.NaN },
    });
    expect(firstRow([old({ 1: 0, 2: 180, 7: 700 })], 1)).toMatchObject({
      ...{ gain: 180, fromAge: 38, previousGain: 520, previousFromAge: 33 },
    });
  });
});

describe('postTable, corrections of a platform', () => {
  /** Most posts lost a tenth of 10,000 views; usually they would have gained 7/33 of them. */
  const corrected = (gained: Gained) => [
    old(gained, { views: 9000 }),
    ...Array.from({ length: 30 }, () => old({ 7: -1000, 14: 1000 }, { views: 9000 })),
  ];
  const SHARE = 7 / 33 + 0.1;

  it('adds back what the platform took, and marks the gain as uncertain', () => {
    const table = tableOf(corrected({ 7: -1000, 14: 1000 }));
    const taken = SHARE * 10_000;
    expect(table.gain[0]).toBeCloseTo(taken - 1000, 6);
    expect(table.previousGain[0]).toBeCloseTo(2000, 6);
    expect([table.wasRecounted[0], table.isUncertain[0]]).toEqual([1, 1]);
  });

  it('compares with the whole life before a correction where the window before is unknown', () => {
    const first = firstRow(corrected({ 7: -1000 }));
    const taken = SHARE * 10_000;
    expect(first.gain).toBeCloseTo(taken - 1000, 6);
    // What the post has left of its views before the window, and what was taken of them.
    const lostShare = taken / (taken + 9000);
    expect(first.previousFromAge).toBe(0);
    expect(first.previousGain).toBeCloseTo((10_000 - taken) / (1 - lostShare), 4);
  });

  it('leaves the gain of a post that was not corrected, which is uncertain all the same', () => {
    expect(firstRow(corrected({ 7: 3000, 14: 5000 }))).toEqual({
      ...{ notCompared: null, gain: 3000, fromAge: 33, previousGain: 2000, previousFromAge: 26 },
      ...{ wasRecounted: 0, isUncertain: 1 },
    });
  });

  it('compares with the whole life after a correction in the window before', () => {
    const losing = Array.from({ length: 30 }, () => old({ 7: 500, 14: -500 }, { views: 9000 }));
    // All but the last week, and what was taken of it: 8,500/(1 − share).
    const shareBefore = 7 / 33 + 1000 / (9000 + 1000);
    // One that lost views itself, and one whose gain over both weeks is no loss.
    for (const gained of [
      { 7: 500, 14: 400 },
      { 7: 500, 14: 900 },
    ]) {
      const first = firstRow([old(gained, { views: 9000 }), ...losing]);
      expect(first.gain).toBe(500);
      expect(first.previousFromAge).toBe(0);
      expect(first.previousGain).toBeCloseTo(8500 / (1 - shareBefore), 4);
    }
  });
});
