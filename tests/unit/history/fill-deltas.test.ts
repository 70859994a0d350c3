import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delta, DeltasByPost } from '../../../utils/breakouts/delta.ts';
import { fillDeltas, lacksDelta } from '../../../utils/history/fill-deltas.ts';
import type { OwnGain } from '../../../utils/history/gained-over.ts';
import { listedPost } from './history-builders.ts';

const post = listedPost('a', 0);
const fromApi = (delta: Delta): DeltasByPost => new Map([['a', { 7: delta }]]);
const own = (gain: OwnGain) => new Map([['a', { 7: gain }]]);
const COVERED: OwnGain = { views: 500, engagement: 50, coveredDays: 7 };

describe('fillDeltas', () => {
  it('fills in the engagement that the API does not give, and leaves its views', () => {
    const { deltas, ownHistory } = fillDeltas([post], fromApi({ views: 700, engagement: null }), own(COVERED), [7]);
    expect(deltas.get('a')).toEqual({ 7: { views: 700, engagement: 50 } });
    expect(ownHistory.coveredDays('a', 7, 'views')).toBeNull();
    expect(ownHistory.coveredDays('a', 7, 'engagement')).toBe(7);
  });

  it('stands in for the deltas of a post that the API does not know', () => {
    const { deltas } = fillDeltas([post], new Map(), own(COVERED), [7]);
    expect(deltas.get('a')).toEqual({ 7: { views: 500, engagement: 50 } });
  });

  it('takes the place of no number of the API, be it zero or negative', () => {
    for (const views of [0, -5]) {
      const { deltas } = fillDeltas([post], fromApi({ views, engagement: 0 }), own(COVERED), [7]);
      expect(deltas.get('a')).toEqual({ 7: { views, engagement: 0 } });
    }
  });

  it('takes part only when it covers the window but for 0.75 days, and says how far it reaches', () => {
    const filled = (coveredDays: number) => fillDeltas([post], new Map(), own({ ...COVERED, coveredDays }), [7]);
    expect(filled(6.25).deltas.get('a')?.[7]?.views).toBe(500);
    expect(filled(6.2).deltas.get('a')?.[7]?.views).toBeUndefined();
    expect(filled(6.2).ownHistory.coveredDays('a', 7, 'views')).toBe(6.2);
  });

  it('needs to cover only the time in which CreatorAudit has followed the post', () => {
    const followed = listedPost('a', 0, { firstRefreshedAt: listedPost('a', 3).lastRefreshedAt });
    const filled = (coveredDays: number) => fillDeltas([followed], new Map(), own({ ...COVERED, coveredDays }), [7]);
    expect(filled(3).deltas.get('a')?.[7]?.views).toBe(500);
    expect(filled(2).deltas.get('a')?.[7]?.views).toBeUndefined();
  });

  it('covers nothing of a post that has no history', () => {
    const { deltas, ownHistory } = fillDeltas([post], new Map(), new Map(), [7]);
    expect(deltas.get('a')).toBeUndefined();
    expect(ownHistory.coveredDays('a', 7, 'views')).toBe(0);
  });

  it('changes no delta that was complete, nor the map it was given', () => {
    const delta = fc.record({ views: fc.option(fc.integer()), engagement: fc.option(fc.integer()) });
    fc.assert(
      fc.property(delta, (given) => {
        const before = fromApi(given);
        const { deltas } = fillDeltas([post], before, own(COVERED), [7]);
        expect(before).toEqual(fromApi(given));
        expect(deltas.get('a')?.[7]).toEqual({ views: given.views ?? 500, engagement: given.engagement ?? 50 });
      }),
    );
  });
});

it('a post lacks a delta when one number of one window is missing', () => {
  const complete: Delta = { views: 0, engagement: 0 };
  expect(lacksDelta('a', new Map([['a', { 7: complete, 14: complete }]]), [7, 14])).toBe(false);
  expect(lacksDelta('a', new Map([['a', { 7: complete }]]), [7, 14])).toBe(true);
  expect(lacksDelta('a', fromApi({ views: 1, engagement: null }), [7])).toBe(true);
  expect(lacksDelta('a', new Map(), [7])).toBe(true);
});
