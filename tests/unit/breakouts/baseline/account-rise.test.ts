import { describe, expect, it } from 'vitest';
import { accountRises } from '../../../../utils/breakouts/baseline/account-rise.ts';
import { postTableOf, type TableRow } from '../../../builders/post-table.ts';

/**
 * Over the week 999 views are usual, and 1,999 before it: with a support of one view, the multiple
 * of the week is (g + 1)/1,000 and that of the life before (V − g + 1)/2,000.
 */
const [USUAL_GAIN, USUAL_COUNT] = [999, 2998];

/** A post whose life before the week was usual, and which got `times` the usual in the week. */
const risen = (times: number, changes: TableRow = {}): TableRow => {
  const gain = 1000 * times - 1;
  return { age: 20, gain, count: gain + 1999, ...changes };
};

function risesOf(rows: readonly TableRow[], usualGain = USUAL_GAIN, usualCount = USUAL_COUNT) {
  const usual = new Float64Array(rows.length).fill(usualGain);
  const { logRise, ofAccount } = accountRises(
    postTableOf(rows),
    { gain: usual, previousGain: usual },
    new Float64Array(rows.length).fill(usualCount),
  );
  return { logRise: [...logRise], ofAccount: [...ofAccount] };
}

/** The part of a rise that exceeds chance: four squared standard errors of a median. */
const beyondChance = (rise: number, sigma: number, posts: number) =>
  rise * (1 - (4 * sigma ** 2 * 1.57) / posts / rise ** 2);

describe('accountRises', () => {
  it('is the median of what the posts gained beyond their own life before, less chance', () => {
    // Nobody differs from the median: the smallest scatter counts, 0.3.
    const { logRise, ofAccount } = risesOf([4, 4, 4, 4, 4].map((times) => risen(times)));
    for (const rise of logRise) expect(rise).toBeCloseTo(beyondChance(Math.log(4), 0.3, 4), 10);
    expect(ofAccount[0]).toBeCloseTo(beyondChance(Math.log(4), 0.3, 5), 10);
  });

  it('leaves each post out of the rise of its own account', () => {
    const { logRise, ofAccount } = risesOf([2, 4, 4, 8, 8].map((times) => risen(times)));
    // Distances from ln 4: 0, 0, ln 2, ln 2, ln 2; their median is ln 2.
    const sigma = 1.4826 * Math.log(2);
    const medians = [Math.log(Math.sqrt(32)), Math.log(Math.sqrt(32)), Math.log(4)];
    expect(logRise[0]).toBeCloseTo(Math.max(0, beyondChance(medians[0] as number, sigma, 4)), 10);
    expect(logRise[1]).toBeCloseTo(Math.max(0, beyondChance(medians[1] as number, sigma, 4)), 10);
    expect(logRise[3]).toBeCloseTo(Math.max(0, beyondChance(medians[2] as number, sigma, 4)), 10);
    expect(ofAccount[0]).toBeCloseTo(beyondChance(Math.log(4), sigma, 5), 10);
  });

  it('learns the scatter from all accounts, each around its own median', () => {
    const first = [4, 4, 4, 4].map((times) => risen(times, { account: 'a' }));
    const other = [1, 1, 16, 16, 1].map((times) => risen(times, { account: 'b' }));
    // Distances: 0 seven times, ln 16 twice; the median is 0.
    expect(risesOf([...first, ...other]).ofAccount[0]).toBeCloseTo(
      beyondChance(Math.log(4), 0.3, 4),
      10,
    );
    const wild = [1, 16, 1, 16, 4, 4, 1, 16].map((times) => risen(times, { account: 'b' }));
    // Distances: six of ln 4, six of 0; the median is between.
    expect(risesOf([...first, ...wild]).ofAccount[0]).toBeCloseTo(
      Math.max(0, beyondChance(Math.log(4), 1.4826 * Math.log(2), 4)),
      10,
    );
  });

  it('needs three other posts', () => {
    const { logRise, ofAccount } = risesOf([4, 4, 4].map((times) => risen(times)));
    expect(logRise).toEqual([0, 0, 0]);
    expect(ofAccount[0]).toBeCloseTo(beyondChance(Math.log(4), 0.3, 3), 10);
    expect(risesOf([4, 4].map((times) => risen(times))).ofAccount).toEqual([0]);
  });

  it('is 0 where an account fell, and where a rise may be chance', () => {
    const fallen = risesOf([0.25, 0.25, 0.25, 0.25].map((times) => risen(times)));
    expect([...fallen.logRise, ...fallen.ofAccount]).toEqual([0, 0, 0, 0, 0]);
    // ln² 1.2 = 0.033 is less than 4 · 0.3² · 1.57/4 = 0.141.
    const chance = risesOf([1.2, 1.2, 1.2, 1.2].map((times) => risen(times)));
    expect([...chance.logRise, ...chance.ofAccount]).toEqual([0, 0, 0, 0, 0]);
  });

  it('cancels the quality of a post: a favourite that goes on as it did has not risen', () => {
    const favourite = { age: 20, gain: 7999, count: 7999 + 15_999 };
    expect(risesOf([favourite, favourite, favourite, favourite]).ofAccount).toEqual([0]);
  });

  it('takes no views before the window for more than were lost', () => {
    // After a recount the gain exceeds the count: m = 4, M₀ = 1/2,000.
    const recounted = risen(4, { count: 10 });
    expect(risesOf([recounted, recounted, recounted, recounted]).ofAccount[0]).toBeCloseTo(
      beyondChance(Math.log(8000), 0.3, 4),
      10,
    );
  });

  it('gives a post that does not take part the rise of all others', () => {
    const others = [4, 4, 4].map((times) => risen(times));
    const rise = beyondChance(Math.log(4), 0.3, 3);
    for (const left of [risen(1, { age: 7 }), risen(1, { isUncertain: true })]) {
      const { logRise, ofAccount } = risesOf([...others, left]);
      expect(logRise.slice(0, 3)).toEqual([0, 0, 0]);
      expect(logRise[3]).toBeCloseTo(rise, 10);
      expect(ofAccount[0]).toBeCloseTo(rise, 10);
    }
  });

  it('learns only where 30 views are usual in the window and before it', () => {
    const rows = [4, 4, 4, 4].map((times) => risen(times));
    expect(risesOf(rows, 29.9).ofAccount).toEqual([0]);
    expect(risesOf(rows, 30).ofAccount[0]).toBeGreaterThan(1);
    const little = rows.map((row) => ({ ...row, count: (row.gain ?? 0) + 30 }));
    expect(risesOf(little, 999, 999 + 29.9).ofAccount).toEqual([0]);
    expect(risesOf(little, 999, 999 + 30).ofAccount[0]).toBeGreaterThan(1);
  });

  it('is 0 for a post of an unknown account', () => {
    expect(
      risesOf([risen(4, { account: null }), ...[4, 4, 4].map((times) => risen(times))]).logRise[0],
    ).toBe(0);
  });
});
