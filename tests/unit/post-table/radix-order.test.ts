import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { radixOrder } from '../../../utils/post-table/radix-order.ts';

describe('radixOrder', () => {
  it('orders negative, small, large and infinite numbers', () => {
    const key = Float64Array.of(3, -0.5, Number.POSITIVE_INFINITY, -1e300, 0, 1e-300, 2 ** 53, -2);
    const order = radixOrder(key, Uint32Array.from(key.keys()));
    expect([...order]).toEqual([3, 7, 1, 4, 5, 0, 6, 2]);
  });

  it('keeps equal numbers in the order given, -0 and 0 among them', () => {
    const key = Float64Array.of(0, 1, -0, 1, 0);
    const order = Uint32Array.of(4, 3, 2, 1, 0);
    expect([...radixOrder(key, order)]).toEqual([4, 2, 0, 3, 1]);
    expect([...order]).toEqual([4, 3, 2, 1, 0]);
  });

  it('orders no rows', () => {
    expect([...radixOrder(new Float64Array(), new Uint32Array())]).toEqual([]);
  });

  it('agrees with a comparison, whatever the numbers', () => {
    const number = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -3, max: 3 }));
    fc.assert(
      fc.property(fc.array(number, { maxLength: 60 }), (numbers) => {
        const key = Float64Array.from(numbers);
        const rows = Uint32Array.from(key.keys());
        const expected = [...rows].sort((a, b) => {
          const [first, second] = [key[a] as number, key[b] as number];
          return first < second ? -1 : first > second ? 1 : a - b;
        });
        expect([...radixOrder(key, rows)]).toEqual(expected);
      }),
    );
  });
});
