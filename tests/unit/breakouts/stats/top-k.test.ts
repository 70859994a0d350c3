import fc from 'fast-check';
import { expect, it } from 'vitest';
import { topK } from '../../../../utils/breakouts/stats/top-k.ts';

it('topK returns the same first values as sorting', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.nat({ max: 12 }), (items, count) => {
      const compare = (a: number, b: number) => a - b;
      expect(topK(items, count, compare)).toEqual(items.toSorted(compare).slice(0, count));
    }),
  );
});
