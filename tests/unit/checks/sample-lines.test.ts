import { describe, expect, it } from 'vitest';
import { sampleLines } from '../../mutate/sample-lines.ts';

describe('sampleLines', () => {
  it('returns the whole file at 100 percent', () => {
    expect(sampleLines('a.ts', 50, 100, 1)).toEqual(['a.ts']);
  });

  it('returns the same ranges for the same seed, and others for another', () => {
    expect(sampleLines('a.ts', 500, 30, 1)).toEqual(sampleLines('a.ts', 500, 30, 1));
    expect(sampleLines('a.ts', 500, 30, 1)).not.toEqual(sampleLines('a.ts', 500, 30, 2));
  });

  it('returns about the requested share, within the file', () => {
    const ranges = sampleLines('a.ts', 8000, 20, 1).map(
      (range) => range.split(':')[1]?.split('-').map(Number) ?? [],
    );
    expect(ranges.length).toBeGreaterThan(150);
    expect(ranges.length).toBeLessThan(250);
    for (const [first = 0, last = 0] of ranges) {
      expect(first).toBeGreaterThanOrEqual(1);
      expect(last).toBeLessThanOrEqual(8000);
    }
  });
});
