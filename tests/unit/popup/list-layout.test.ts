import { describe, expect, it } from 'vitest';
import { ROW_HEIGHT } from '../../../components/posts/VirtualRows.tsx';
import {
  HEADING_HEIGHT,
  MORE_HEIGHT,
  placeOf,
  placeSections,
  rowsInOrder,
} from '../../../entrypoints/popup/list-layout.ts';
import type { Section } from '../../../utils/state/list-rows.ts';
import { aRow } from '../../builders/window-ranking.ts';

const section = (name: Section['name'], ...keys: string[]): Section => ({
  name,
  rows: keys.map((key) => ({ key, post: aRow({ id: key }), rise: null })),
});

describe('placeSections', () => {
  it('puts a heading before every list but the first', () => {
    const placed = placeSections(
      [section('breakouts', 'a', 'b'), section('ended', 'c')],
      new Map(),
      {},
    );
    expect(placed.map(({ top, hasHeading }) => [top, hasHeading])).toEqual([
      [0, false],
      [2 * ROW_HEIGHT + HEADING_HEIGHT, true],
    ]);
  });

  it('truncates a list and leaves room for the button that shows the rest', () => {
    const [movers, below] = placeSections(
      [section('topMovers', 'a', 'b', 'c'), section('withoutBaseline', 'd')],
      new Map(),
      { topMovers: 2 },
    );
    expect(movers?.rest).toBe(1);
    expect(below?.top).toBe(2 * ROW_HEIGHT + MORE_HEIGHT + HEADING_HEIGHT);
  });

  it('omits the heading of an empty list', () => {
    expect(
      placeSections([section('breakouts', 'a'), section('ended')], new Map(), {})[1]?.hasHeading,
    ).toBe(false);
  });
});

describe('placeOf', () => {
  it('returns the position of a row in any section, with its unfolded height', () => {
    const placed = placeSections(
      [section('breakouts', 'a', 'b'), section('ended', 'c')],
      new Map([['b', 150]]),
      {},
    );
    expect(placeOf(placed, 'b')).toEqual({ top: ROW_HEIGHT, bottom: ROW_HEIGHT + 150 });
    expect(placeOf(placed, 'c')?.top).toBe(ROW_HEIGHT + 150 + HEADING_HEIGHT);
    expect(placeOf(placed, 'x')).toBeNull();
    expect(rowsInOrder(placed).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
  });
});
