import fc from 'fast-check';
import { expect, it } from 'vitest';
import { topK } from '../../../../utils/breakouts/stats/top-k.ts';

it('topK returns the same first items as sorting, equal ones as they come', () => {
  const item = fc.record({ rank: fc.nat({ max: 20 }), name: fc.string({ maxLength: 2 }) });
  fc.assert(
    fc.property(fc.array(item), fc.nat({ max: 12 }), (items, count) => {
      const compare = (a: { rank: number }, b: { rank: number }) => a.rank - b.rank;
      expect(topK(items, count, compare)).toEqual(items.toSorted(compare).slice(0, count));
    }),
  );
});
