import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type PackedSeries,
  packedSeriesSchema,
  packSeries,
  parseSeries,
  unpackSeries,
} from '../../../utils/history/packed-series.ts';
import { anySeries, pointAt } from './history-builders.ts';

describe('packSeries', () => {
  it('round-trips any posts and counts', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.uuid(), anySeries(365)), (byId) => {
        const seriesById = new Map(Object.entries(byId).filter(([, series]) => series.length > 0));
        const packed = packSeries(seriesById);
        expect(packedSeriesSchema.safeParse(structuredClone(packed)).success).toBe(true);
        expect(unpackSeries(packed)).toEqual(seriesById);
      }),
    );
  });

  it('distinguishes unknown from zero, and keeps the largest counts', () => {
    const series = [pointAt(1, { views: Number.MAX_SAFE_INTEGER, likes: 0, comments: null })];
    expect(unpackSeries(packSeries(new Map([['a', series]]))).get('a')).toEqual(series);
  });

  it('omits a post without points', () => {
    expect(packSeries(new Map([['a', []]])).ids).toEqual([]);
  });

  it('stores the last refresh of each post', () => {
    const packed = packSeries(new Map([['a', [pointAt(3), pointAt(2), pointAt(1)]]]));
    expect([...packed.lastAt]).toEqual([pointAt(1).at / 1000]);
  });

  it('unpacks only the requested posts', () => {
    const packed = packSeries(
      new Map([
        ['a', [pointAt(1)]],
        ['b', [pointAt(2)]],
        ['c', [pointAt(3)]],
      ]),
    );
    expect(unpackSeries(packed, { isWanted: (id) => id === 'b' })).toEqual(
      new Map([['b', [pointAt(2)]]]),
    );
  });

  it('skips series with fewer points than requested', () => {
    const series = [pointAt(2), pointAt(1)];
    const packed = packSeries(
      new Map([
        ['a', [pointAt(1)]],
        ['b', series],
      ]),
    );
    expect(unpackSeries(packed, { fewestPoints: 2 })).toEqual(new Map([['b', series]]));
  });

  it('takes 16 bytes at most for an ordinary point', () => {
    const posts = Array.from({ length: 50 }, (_, post) => {
      const series = Array.from({ length: 30 }, (_point, day) => {
        const views = 20_000 * (day + 1) + post;
        return pointAt(30 - day, {
          views,
          likes: views / 10,
          comments: 50,
          shares: 20,
          saves: null,
        });
      });
      return [`00000000-0000-4000-8000-${String(post).padStart(12, '0')}`, series] as const;
    });
    const { bytes } = packSeries(new Map(posts));
    expect(bytes.length / (50 * 30)).toBeLessThan(16);
  });

  it('throws for truncated or empty bytes', () => {
    const packed = packSeries(
      new Map([['a', [pointAt(2, { views: 5000 }), pointAt(1, { views: 9000 })]]]),
    );
    const cut = { ...packed, bytes: packed.bytes.slice(0, -1) };
    expect(() => unpackSeries(cut)).toThrow(RangeError);
    expect(() => unpackSeries({ ...packed, bytes: new Uint8Array(0) })).toThrow(RangeError);
  });

  it('limits memory for a damaged length', () => {
    const packed = packSeries(new Map([['a', [pointAt(1)]]]));
    const damaged = {
      ...packed,
      bytes: new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, ...packed.bytes]),
    };
    expect(() => unpackSeries(damaged)).toThrow(RangeError);
  });
});

describe('parseSeries', () => {
  const seriesById = new Map([
    ['a', [pointAt(2, { views: 5000 }), pointAt(1, { views: 9000, saves: 3 })]],
    ['b', [pointAt(1)]],
  ]);
  const packed = packSeries(seriesById);

  it('unpacks a stored record, or the wanted part of it', () => {
    expect(parseSeries(structuredClone(packed))).toEqual(seriesById);
    expect([...(parseSeries(packed, { isWanted: (id) => id === 'b' })?.keys() ?? [])]).toEqual([
      'b',
    ]);
  });

  it('has no series where there is no record', () => {
    expect(parseSeries(undefined)).toEqual(new Map());
  });

  it.each<[string, Partial<Record<keyof PackedSeries, unknown>>]>([
    ['another version', { version: 2 }],
    ['a post without a time', { lastAt: packed.lastAt.slice(1) }],
    ['a post without a place', { offsets: packed.offsets.slice(1) }],
    ['a place without a post', { ids: ['a'] }],
    ['bytes of another type', { bytes: [...packed.bytes] }],
    ['bytes that are cut off', { bytes: packed.bytes.slice(0, -1) }],
    ['a place beyond the bytes', { offsets: Uint32Array.of(0, packed.bytes.length) }],
  ])('takes a record with %s for damaged', (_, damage) => {
    expect(parseSeries({ ...packed, ...damage })).toBeNull();
  });

  it('does not take a mistake of the caller for damage', () => {
    const isWanted = () => {
      throw new TypeError('a mistake');
    };
    expect(() => parseSeries(packed, { isWanted })).toThrow(TypeError);
  });
});
