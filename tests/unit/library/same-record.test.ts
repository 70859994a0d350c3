import { describe, expect, it } from 'vitest';
import { isSameEntry, isSameRecord } from '../../../utils/library/same-record.ts';
import { aListedAccount } from '../../builders/library-manifest.ts';

describe('isSameRecord', () => {
  it.each([
    [Number.NaN, Number.NaN],
    [null, null],
    [
      ['a', null, Number.NaN],
      ['a', null, Number.NaN],
    ],
    [Float64Array.of(1, Number.NaN), Float64Array.of(1, Number.NaN)],
    [
      { ids: ['a'], platforms: 'x' },
      { platforms: 'x', ids: ['a'] },
    ],
    [{ of: { a: 1 } }, { of: { a: 1 } }],
  ])('is true of %j and %j', (a, b) => {
    expect(isSameRecord(a, b)).toBe(true);
  });

  it.each([
    [1, 2],
    [['a'], ['b']],
    [['a'], ['a', 'b']],
    [['a', 'b'], ['a']],
    [Float64Array.of(1, 2), Float64Array.of(1, 3)],
    [{ ids: ['a'] }, { ids: ['b'] }],
    [{ ids: ['a'] }, { ids: ['a'], platforms: 'x' }],
    [{ ids: ['a'], platforms: 'x' }, { ids: ['a'] }],
    [[], {}],
    [{}, []],
    [{}, null],
    [null, {}],
    [undefined, {}],
    [{}, 'text'],
    ['', {}],
  ])('is false of %j and %j', (a, b) => {
    expect(isSameRecord(a, b)).toBe(false);
  });
});

describe('isSameEntry', () => {
  it('compares a stored entry, and treats a damaged one as different', () => {
    const entry = aListedAccount();
    expect(isSameEntry(structuredClone(entry), entry)).toBe(true);
    expect(isSameEntry({ ...entry, posts: 7 }, entry)).toBe(false);
    expect(isSameEntry({ posts: 100 }, entry)).toBe(false);
    expect(isSameEntry(undefined, entry)).toBe(false);
  });
});
