import { describe, expect, it } from 'vitest';
import { gather, gatherKnown } from '../../../../utils/breakouts/stats/gather.ts';

const column = Float64Array.of(10, Number.NaN, 30, 40);

describe('gather', () => {
  it('takes the values of the rows in their order', () => {
    expect(gather([3, 1, 0], column)).toEqual(Float64Array.of(40, Number.NaN, 10));
  });
});

describe('gatherKnown', () => {
  it('leaves out unknown values', () => {
    expect(gatherKnown([3, 1, 0], column)).toEqual(Float64Array.of(40, 10));
    expect(gatherKnown([1], column)).toEqual(new Float64Array());
  });

  it('returns no view of a longer array, which engines keep outside their heap', () => {
    expect(gatherKnown([3, 1, 0], column).buffer.byteLength).toBe(16);
  });
});
