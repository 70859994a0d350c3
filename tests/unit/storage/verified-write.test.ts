import { describe, expect, it } from 'vitest';
import { isJsonEqual } from '../../../utils/storage/verified-write.ts';

describe('isJsonEqual', () => {
  it.each<[unknown, unknown]>([
    [
      { a: 1, b: [{ c: 2, d: null }] },
      { b: [{ d: null, c: 2 }], a: 1 },
    ],
    [{ a: 1, left: undefined }, { a: 1 }],
    [undefined, undefined],
  ])('is true for values that differ in the order of their keys only', (one, other) => {
    expect(isJsonEqual(one, other)).toBe(true);
  });

  it.each<[unknown, unknown]>([
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: null }, {}],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [undefined, null],
  ])('is false for values that differ otherwise', (one, other) => {
    expect(isJsonEqual(one, other)).toBe(false);
  });
});
