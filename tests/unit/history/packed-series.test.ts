import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packedSeriesSchema, packSeries, unpackSeries } from '../../../utils/history/packed-series.ts';
import { anySeries, pointAt } from './history-builders.ts';

describe('packSeries', () => {
  it('gives back what was packed, for any posts and counts', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.uuid(), anySeries(365)), (byId) => {
        const seriesById = new Map(Object.entries(byId).filter(([, series]) => series.length > 0));
        const packed = packSeries(seriesById);
        expect(packedSeriesSchema.safeParse(structuredClone(packed)).success).toBe(true);
        expect(unpackSeries(packed)).toEqual(seriesById);
      }),
    );
  });

  it('tells nothing known from zero, and keeps the largest counts', () => {
    const series = [pointAt(1, { views: Number.MAX_SAFE_INTEGER, likes: 0, comments: null })];
    expect(unpackSeries(packSeries(new Map([['a', series]]))).get('a')).toEqual(series);
  });

  it('has no place for a post without points', () => {
    expect(packSeries(new Map([['a', []]])).ids).toEqual([]);
  });

  it('says when each post was last refreshed', () => {
    const packed = packSeries(new Map([['a', [pointAt(3), pointAt(1)]]]));
    expect([...packed.lastAt]).toEqual([pointAt(1).at / 1000]);
  });

  it('unpacks only the posts that are wanted', () => {
    const packed = packSeries(
      new Map([
        ['a', [pointAt(1)]],
        ['b', [pointAt(2)]],
        ['c', [pointAt(3)]],
      ]),
    );
    expect(unpackSeries(packed, { isWanted: (id) => id === 'b' })).toEqual(new Map([['b', [pointAt(2)]]]));
  });

  it('passes over series of fewer points than are wanted', () => {
    const series = [pointAt(2), pointAt(1)];
    const packed = packSeries(
      new Map([
        ['a', [pointAt(1)]],
        ['b', series],
      ]),
    );
    expect(unpackSeries(packed, { fewestPoints: 2 })).toEqual(new Map([['b', series]]));
  });

  it('takes at most 16 bytes for a point of ordinary size', () => {
    const posts = Array.from({ length: 50 }, (_, post) => {
      const series = Array.from({ length: 30 }, (_point, day) => {
        const views = 20_000 * (day + 1) + post;
        return pointAt(30 - day, { views, likes: views / 10, comments: 50, shares: 20, saves: null });
      });
      return [`00000000-0000-4000-8000-${String(post).padStart(12, '0')}`, series] as const;
    });
    const { bytes } = packSeries(new Map(posts));
    expect(bytes.length / (50 * 30)).toBeLessThan(16);
  });

  it('throws for bytes that are cut off, and for none', () => {
    const packed = packSeries(new Map([['a', [pointAt(2, { views: 5000 }), pointAt(1, { views: 9000 })]]]));
    const cut = { ...packed, bytes: packed.bytes.slice(0, -1) };
    expect(() => unpackSeries(cut)).toThrow(RangeError);
    expect(() => unpackSeries({ ...packed, bytes: new Uint8Array(0) })).toThrow(RangeError);
  });

  it('never fills the memory with a damaged length', () => {
    const packed = packSeries(new Map([['a', [pointAt(1)]]]));
    const damaged = { ...packed, bytes: new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, ...packed.bytes]) };
    expect(() => unpackSeries(damaged)).toThrow(RangeError);
  });
});
