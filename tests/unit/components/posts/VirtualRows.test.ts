import { describe, expect, it } from 'vitest';
import { layOutRows, ROW_HEIGHT } from '../../../../components/posts/VirtualRows.tsx';

describe('layOutRows', () => {
  it('places folded rows one below the other', () => {
    const layout = layOutRows(10_000, []);
    expect(layout.height).toBe(10_000 * ROW_HEIGHT);
    expect(layout.topOf(100)).toBe(100 * ROW_HEIGHT);
  });

  it('renders only the visible rows and a few around them', () => {
    const [first, end] = layOutRows(10_000, []).between(5000 * ROW_HEIGHT, 5000 * ROW_HEIGHT + 492);
    expect(first).toBeLessThanOrEqual(5000);
    expect(end).toBeGreaterThanOrEqual(5009);
    expect(end - first).toBeLessThan(20);
  });

  it('moves rows below an unfolded one', () => {
    const layout = layOutRows(10, [[2, 200]]);
    expect(layout.topOf(2)).toBe(2 * ROW_HEIGHT);
    expect(layout.topOf(3)).toBe(2 * ROW_HEIGHT + 200);
    expect(layout.height).toBe(9 * ROW_HEIGHT + 200);
    const [first] = layout.between(2 * ROW_HEIGHT + 150, 2 * ROW_HEIGHT + 151);
    expect(first).toBe(0);
  });

  it('reaches the last row', () => {
    const layout = layOutRows(50, []);
    expect(layout.between(layout.height - 10, layout.height)[1]).toBe(50);
  });

  it('returns no rows for an empty list', () => {
    expect(layOutRows(0, []).between(0, 500)).toEqual([0, 0]);
  });
});
