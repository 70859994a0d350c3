import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delta } from '../../../utils/breakouts/model/delta.ts';
import { covers, fillDeltas, hasMissingDelta } from '../../../utils/history/fill-deltas.ts';
import type { OwnGain } from '../../../utils/history/history-gain.ts';
import { deltaTable } from '../../builders/delta-table.ts';
import { listedPost } from './history-builders.ts';

const post = listedPost('a', 0);
const COVERED: OwnGain = { views: 500, engagement: 50, coveredDays: 7 };

/**
 * Returns the deltas of the post over 7 days after stored history has filled in missing numbers.
 */
function filled(given: Partial<Delta>, own: OwnGain, of = post) {
  const table = deltaTable([of], [7], { a: { 7: { views: null, engagement: null, ...given } } });
  fillDeltas(table, of, () => own);
  const covered = (measure: 'views' | 'engagement') => table.coveredColumn(7, measure)[0];
  const gained = (measure: 'views' | 'engagement') => table.gained('a', 7, measure);
  return { delta: { views: gained('views'), engagement: gained('engagement') }, covered };
}

describe('hasMissingDelta', () => {
  const table = (given: Partial<Delta>) =>
    deltaTable([post], [7], { a: { 7: { views: null, engagement: null, ...given } } });

  it('returns true while any number of a post is missing', () => {
    expect(hasMissingDelta(table({ views: 5 }), 'a')).toBe(true);
    expect(hasMissingDelta(table({ engagement: 5 }), 'a')).toBe(true);
    expect(hasMissingDelta(table({ views: 5, engagement: 0 }), 'a')).toBe(false);
  });

  it('returns false for a post that the table does not have', () => {
    expect(hasMissingDelta(table({}), 'unknown')).toBe(false);
  });
});

describe('covers', () => {
  it('requires the whole window where it is not known since when a post is tracked', () => {
    const at = listedPost('a', 0).lastRefreshedAt;
    for (const unknown of [{ firstRefreshedAt: null }, { lastRefreshedAt: null }]) {
      const tracked = { firstRefreshedAt: at, lastRefreshedAt: at, ...unknown };
      expect(covers({ ...COVERED, coveredDays: 6 }, 7, tracked)).toBe(false);
      expect(covers({ ...COVERED, coveredDays: 7 }, 7, tracked)).toBe(true);
    }
  });
});

describe('fillDeltas', () => {
  it('fills in missing engagement and keeps the views of the API', () => {
    const { delta, covered } = filled({ views: 700 }, COVERED);
    expect(delta).toEqual({ views: 700, engagement: 50 });
    expect(covered('views')).toBeNaN();
    expect(covered('engagement')).toBe(7);
  });

  it('replaces the deltas of a post unknown to the API', () => {
    expect(filled({}, COVERED).delta).toEqual({ views: 500, engagement: 50 });
  });

  it('never replaces a number of the API, not even zero or a negative one', () => {
    for (const views of [0, -5]) {
      expect(filled({ views, engagement: 0 }, COVERED).delta).toEqual({ views, engagement: 0 });
    }
  });

  it('requires history within 0.75 days of the window, and returns its length', () => {
    const reaching = (coveredDays: number) => filled({}, { ...COVERED, coveredDays });
    expect(reaching(6.25).delta.views).toBe(500);
    expect(reaching(6.2).delta.views).toBeNull();
    expect(reaching(6.2).covered('views')).toBe(6.2);
  });

  it('requires only the time since CreatorAudit tracked the post', () => {
    const followed = listedPost('a', 0, { firstRefreshedAt: listedPost('a', 3).lastRefreshedAt });
    const reaching = (coveredDays: number) => filled({}, { ...COVERED, coveredDays }, followed);
    expect(reaching(3).delta.views).toBe(500);
    expect(reaching(2).delta.views).toBeNull();
  });

  it('fills nothing for a post without history', () => {
    const table = deltaTable([post], [7]);
    expect(table.gained('a', 7, 'views')).toBeNull();
    expect(table.coveredColumn(7, 'views')).toEqual(new Float64Array([0]));
  });

  it('changes no given number', () => {
    const delta = fc.record({
      views: fc.option(fc.integer()),
      engagement: fc.option(fc.integer()),
    });
    fc.assert(
      fc.property(delta, (given) => {
        expect(filled(given, COVERED).delta).toEqual({
          views: given.views ?? 500,
          engagement: given.engagement ?? 50,
        });
      }),
    );
  });

  it('reads history only for windows with a missing number', () => {
    const complete: Delta = { views: 1, engagement: 1 };
    const table = deltaTable([post], [7, 14], { a: { 7: complete } });
    const asked: number[] = [];
    fillDeltas(table, post, (days) => {
      asked.push(days);
      return COVERED;
    });
    expect(asked).toEqual([14]);
  });
});

it('treats a post as incomplete when one number of one window is missing', () => {
  const complete: Delta = { views: 0, engagement: 0 };
  const isMissing = (given: Record<number, Delta>) =>
    hasMissingDelta(deltaTable([post], [7, 14], { a: given }), 'a');
  expect(isMissing({ 7: complete, 14: complete })).toBe(false);
  expect(isMissing({ 7: complete })).toBe(true);
  expect(isMissing({ 7: complete, 14: { views: 1, engagement: null } })).toBe(true);
  expect(isMissing({})).toBe(true);
});
