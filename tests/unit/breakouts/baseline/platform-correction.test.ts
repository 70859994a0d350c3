import { describe, expect, it } from 'vitest';
import {
  correctedShares,
  correctedViews,
} from '../../../../utils/breakouts/baseline/platform-correction.ts';
import { postTableOf, type TableRow } from '../../../builders/post-table.ts';

/** A curve on which a post doubles from day 10 to day 20: F(t) = t. */
const baseline = {
  ...{ peers: [], peersOf: new Int32Array(), others: new Int32Array() },
  ...{ logLevel: new Float64Array(), curves: [(days: number) => days, (days: number) => days] },
};
const WINDOW = 10;

/** A post of 22 days, which had 1,000 views when it was 12 days old, and gained `delta` since. */
interface CorrectedPost extends TableRow {
  readonly delta: number;
}
const aged = (delta: number, changes: TableRow = {}): CorrectedPost => ({
  ...{ age: 22, tracked: 22, count: 1000 + delta, delta },
  ...changes,
});
const many = (posts: number, delta: number, changes: TableRow = {}) =>
  Array.from({ length: posts }, () => aged(delta, changes));

const tableOf = (rows: readonly CorrectedPost[]) => ({
  table: postTableOf(rows, { windowDays: WINDOW }),
  deltas: Float64Array.from(rows, ({ delta }) => delta),
});

function sharesOf(rows: readonly CorrectedPost[]): number[] {
  const { table, deltas } = tableOf(rows);
  return [...correctedShares(table, baseline, deltas, WINDOW)];
}

function takenFrom(rows: readonly CorrectedPost[], shares: readonly number[]): number[] {
  const { table, deltas } = tableOf(rows);
  return [...correctedViews(table, baseline, deltas, WINDOW, Float64Array.from(shares))];
}

/** From day 12 to day 22 a post usually gains 10/12 of what it had. */
const USUAL_GROWTH = 10 / 12;

describe('correctedShares', () => {
  it('is the usual growth and what was lost of the count before, on a corrected platform', () => {
    expect(sharesOf(many(20, -300))[0]).toBeCloseTo(USUAL_GROWTH + 0.3, 10);
  });

  it('needs 20 old posts, of which 40 % lost views', () => {
    expect(sharesOf(many(19, -300))).toEqual([0]);
    expect(sharesOf([...many(8, -300), ...many(12, 800)])[0]).toBeGreaterThan(1);
    expect(sharesOf([...many(8, -300), ...many(13, 800)])).toEqual([0]);
  });

  it('counts as old what is older than two windows, with a known gain', () => {
    expect(sharesOf(many(20, -300, { age: 20 }))).toEqual([0]);
    expect(sharesOf(many(20, -300, { age: 20.5 }))[0]).toBeGreaterThan(1);
    expect(sharesOf([...many(19, -300), aged(Number.NaN)])).toEqual([0]);
    // Unchanged posts lost nothing.
    expect(sharesOf([...many(7, -300), ...many(13, 0)])).toEqual([0]);
  });

  it('is at most what nearly all posts lost: two standard deviations below the median', () => {
    const losses = [-100, -200, -300, -400, -500].flatMap((delta) => many(4, delta));
    // The losses 0.1 … 0.5 around 0.3 have a median distance of 0.1.
    expect(sharesOf(losses)[0]).toBeCloseTo(USUAL_GROWTH + 0.3 - 2 * 1.4826 * 0.1, 10);
    const wild = [-10, -900].flatMap((delta) => many(10, delta));
    // 0.455 ± 0.445: less two deviations nothing is left but the usual growth.
    expect(sharesOf(wild)[0]).toBeCloseTo(
      Math.max(0, USUAL_GROWTH + 0.455 - 2 * 1.4826 * 0.445),
      10,
    );
  });

  it('is never negative', () => {
    const flat = { ...baseline, curves: [() => 1] };
    const { table, deltas } = tableOf([-1, -999].flatMap((delta) => many(10, delta)));
    expect([...correctedShares(table, flat, deltas, WINDOW)]).toEqual([0]);
  });

  it('keeps platforms apart', () => {
    const [first, second] = sharesOf([...many(20, -300), ...many(20, 800, { pool: 1 })]);
    expect(first).toBeCloseTo(USUAL_GROWTH + 0.3, 10);
    expect(second).toBe(0);
    const [, other] = sharesOf([...many(20, 800), ...many(20, -600, { pool: 1 })]);
    expect(other).toBeCloseTo(USUAL_GROWTH + 0.6, 10);
  });

  it('compares a post tracked for less than the window with the days it was tracked', () => {
    // From day 20 to day 22: 2/20.
    expect(sharesOf(many(20, -300, { tracked: 2 }))[0]).toBeCloseTo(0.1 + 0.3, 10);
  });

  it('is 0 where no post had views before', () => {
    expect(sharesOf(many(20, -300, { count: -300 }))).toEqual([0]);
  });
});

describe('correctedViews', () => {
  it('is the share of the count at the start of the window, for posts that lost so much', () => {
    const share = 0.4;
    // The shortfall of a post is the usual growth less its own: at least half the share, 0.2.
    const slow = aged(1000 * (USUAL_GROWTH - 0.21));
    const fast = aged(1000 * (USUAL_GROWTH - 0.19));
    const [loser, corrected, other] = takenFrom([aged(-100), slow, fast], [share]);
    expect([loser, corrected, other]).toEqual([400, expect.closeTo(400, 8), 0]);
  });

  it('takes a loss for the correction however small', () => {
    expect(takenFrom([aged(-1), aged(0)], [2])).toEqual([2000, 0]);
  });

  it('is 0 on other platforms, for young posts and unknown gains', () => {
    const rows = [
      aged(-100, { pool: 1 }),
      aged(-100, { age: 11 }),
      aged(Number.NaN),
      aged(-100, { age: 11.5 }),
    ];
    expect(takenFrom(rows, [0.4, 0])).toEqual([0, 0, 0, 400]);
    expect(takenFrom(rows, [0, 0])).toEqual([0, 0, 0, 0]);
  });

  it('is never negative', () => {
    expect(takenFrom([aged(-100, { count: -500 })], [0.4])).toEqual([0]);
  });
});
