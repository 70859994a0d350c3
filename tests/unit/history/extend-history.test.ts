import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downsample } from '../../../utils/history/downsample.ts';
import {
  archiveSeries,
  extendSeries,
  isArchiveDue,
  isTooOld,
  joinSeries,
  trimSeries,
} from '../../../utils/history/extend-history.ts';
import type { Series } from '../../../utils/history/point.ts';
import { anySeries, DAY_MS, NOW, pointAt } from './history-builders.ts';

const daysOf = (series: Series | undefined) =>
  (series ?? []).map(({ at }) => Math.round((NOW - at) / DAY_MS));
const everyDay = (from: number, to = 0) =>
  Array.from({ length: from - to + 1 }, (_, index) => pointAt(from - index));

describe('extendSeries', () => {
  it('inserts points in order, whatever order they come in', () => {
    const extended = extendSeries(
      new Map([['a', [pointAt(2)]]]),
      new Map([['a', [pointAt(1), pointAt(3)]]]),
      NOW,
    );
    expect(daysOf(extended?.get('a'))).toEqual([3, 2, 1]);
  });

  it('begins the series of a post that was not known, and keeps the others', () => {
    const former = new Map([['a', [pointAt(2)]]]);
    const extended = extendSeries(former, new Map([['b', [pointAt(1)]]]), NOW);
    expect(extended).toEqual(new Map([...former, ['b', [pointAt(1)]]]));
  });

  it('returns null when every point is known', () => {
    const former = new Map([['a', [pointAt(2), pointAt(1)]]]);
    expect(extendSeries(former, new Map([['a', [pointAt(1)]]]), NOW)).toBeNull();
    expect(extendSeries(former, new Map(), NOW)).toBeNull();
  });

  it('drops posts not counted for a year, even when the clock was ahead', () => {
    const former = new Map([['gone', [pointAt(366)]]]);
    const added = new Map([['a', [pointAt(0)]]]);
    expect([...(extendSeries(former, added, NOW)?.keys() ?? [])]).toEqual(['a']);
    expect(extendSeries(former, new Map([['a', [pointAt(300)]]]), NOW + 400 * DAY_MS)?.size).toBe(
      2,
    );
  });
});

describe('isArchiveDue', () => {
  it('becomes true between three and five weeks, on a day that depends on the account', () => {
    const isDue = (days: number, account: string) =>
      isArchiveDue(new Map([['p', everyDay(days)]]), account);
    const accounts = Array.from({ length: 50 }, (_, index) => `account-${index}`);
    expect(accounts.some((account) => isDue(21, account))).toBe(false);
    expect(accounts.every((account) => isDue(35, account))).toBe(true);
    const due = accounts.filter((account) => isDue(28, account)).length;
    expect(due).toBeGreaterThan(10);
    expect(due).toBeLessThan(40);
  });

  it('spreads accounts evenly over these two weeks', () => {
    const accounts = Array.from({ length: 1400 }, (_, index) => `tiktok/user-${index}`);
    const dueAfter = (days: number) => {
      const recent = new Map([['p', [pointAt(days), pointAt(0)]]]);
      return accounts.filter((account) => isArchiveDue(recent, account)).length;
    };
    for (let days = 21; days < 35; days++) {
      const onThisDay = dueAfter(days + 1) - dueAfter(days);
      expect(onThisDay).toBeGreaterThan(50);
      expect(onThisDay).toBeLessThan(200);
    }
  });

  it('returns false for a post without points', () => {
    expect(isArchiveDue(new Map([['empty', []]]), 'account')).toBe(false);
  });

  it('returns false for posts that are not refreshed any more', () => {
    expect(isArchiveDue(new Map([['stale', [pointAt(200)]]]), 'account')).toBe(false);
  });
});

describe('isTooOld', () => {
  it('returns true for a point more than a year before the end', () => {
    expect(isTooOld(pointAt(365), NOW)).toBe(false);
    expect(isTooOld(pointAt(366), NOW)).toBe(true);
    expect(isTooOld(pointAt(366), NOW - 2 * DAY_MS)).toBe(false);
  });
});

describe('archiveSeries', () => {
  it('keeps every point that downsampling keeps, and shares one between both records', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), anySeries(365)), (byId) => {
        const all = new Map(Object.entries(byId).filter(([, series]) => series.length > 0));
        const end = Math.max(0, ...[...all.values()].map((series) => series.at(-1)?.at ?? 0));
        const { recent, archive } = archiveSeries(all, new Map(), NOW);
        const joined = joinSeries(archive, recent);
        for (const [id, series] of all) {
          const kept = downsample(series, Math.min(NOW, end));
          expect(joined.get(id) ?? []).toEqual(kept);
          const last = kept.at(-1)?.at;
          const archived = new Set((archive.get(id) ?? []).map(({ at }) => at));
          const twice = (recent.get(id) ?? []).filter(({ at }) => archived.has(at) && at !== last);
          expect(twice).toEqual([]);
          expect(recent.get(id)?.at(-1)).toEqual(kept.at(-1));
        }
      }),
    );
  });

  it('moves what is older than a week, from the start of a day on', () => {
    // Noon: the day that began 7.5 days ago is the first that stays.
    const { recent, archive } = archiveSeries(new Map([['p', everyDay(30)]]), new Map(), NOW);
    expect(daysOf(recent.get('p'))).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
    expect(daysOf(archive.get('p'))).toEqual(daysOf(everyDay(30, 8)));
    const midnight = pointAt(7.5);
    const atCut = archiveSeries(new Map([['p', [midnight, pointAt(0)]]]), new Map(), NOW);
    expect(atCut.recent.get('p')).toEqual([midnight, pointAt(0)]);
  });

  it('adds no record of older points for a post that has none', () => {
    const { archive } = archiveSeries(new Map([['p', everyDay(3)]]), new Map(), NOW);
    expect([...archive.keys()]).toEqual([]);
  });

  it('returns the same whether archived often or once', () => {
    const days = everyDay(200);
    let recent: ReadonlyMap<string, Series> = new Map();
    let archive: ReadonlyMap<string, Series> = new Map();
    for (const point of days) {
      recent = extendSeries(recent, new Map([['p', [point]]]), point.at) ?? recent;
      if (isArchiveDue(recent, 'account'))
        ({ recent, archive } = archiveSeries(recent, archive, point.at));
    }
    ({ recent, archive } = archiveSeries(recent, archive, NOW));
    expect(joinSeries(archive, recent).get('p')).toEqual(downsample(days, NOW));
    expect(daysOf(recent.get('p')).every((daysAgo) => daysAgo <= 8)).toBe(true);
  });
});

describe('trimSeries', () => {
  it('drops points older than the given days', () => {
    const trimmed = trimSeries(
      new Map([
        ['a', everyDay(10)],
        ['b', [pointAt(9)]],
      ]),
      NOW,
      3,
    );
    expect(daysOf(trimmed.get('a'))).toEqual([3, 2, 1, 0]);
    expect(trimmed.has('b')).toBe(false);
  });
});
