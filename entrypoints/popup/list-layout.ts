import { layOutRows, ROW_HEIGHT, type RowLayout } from '../../components/posts/VirtualRows.tsx';
import type { ListRow, Section } from '../../utils/state/list-rows.ts';

/**
 * The height of a list's name, and of the button that shows the rest of a list, pixels; the style
 * sheets have the same.
 */
export const HEADING_HEIGHT = 34;
export const MORE_HEIGHT = 44;

/** A section with its place in what scrolls. Measures are pixels. */
export interface PlacedSection extends Section {
  readonly layout: RowLayout;
  /** The top of its rows. */
  readonly top: number;
  /** The first list is named by its tab. */
  readonly hasHeading: boolean;
  /** The number of rows that a button below the list brings. */
  readonly rest: number;
}

/** Places sections below one another. @param heights the heights of the unfolded rows, by key */
export function placeSections(
  sections: readonly Section[],
  heights: ReadonlyMap<string, number>,
  maxRows: Readonly<Partial<Record<Section['name'], number>>>,
  rowHeight = ROW_HEIGHT,
): readonly PlacedSection[] {
  let bottom = 0;
  return sections.map((section, index) => {
    const max = maxRows[section.name];
    const rows = max === undefined ? section.rows : section.rows.slice(0, max);
    // A search lays 10,000 rows out at each key.
    const unfolded =
      heights.size === 0
        ? []
        : rows.flatMap(({ key }, at) => {
            const height = heights.get(key);
            return height === undefined ? [] : [[at, height] as const];
          });
    const layout = layOutRows(rows.length, unfolded, rowHeight);
    const hasHeading = index > 0 && rows.length > 0;
    const top = bottom + (hasHeading ? HEADING_HEIGHT : 0);
    const rest = section.rows.length - rows.length;
    bottom = top + layout.height + (rest > 0 ? MORE_HEIGHT : 0);
    return { ...section, rows, layout, top, hasHeading, rest };
  });
}

/** The rows of all sections in the order in which the arrow keys go through them. */
export function rowsInOrder(sections: readonly PlacedSection[]): readonly ListRow[] {
  const [first, ...others] = sections.filter(({ rows }) => rows.length > 0);
  if (first === undefined) return [];
  return others.length === 0 ? first.rows : [first, ...others].flatMap(({ rows }) => rows);
}

/** The place of a row in what scrolls, pixels; `null` when no section has it. */
export function placeOf(
  sections: readonly PlacedSection[],
  key: string,
): { readonly top: number; readonly bottom: number } | null {
  for (const { rows, layout, top } of sections) {
    const index = rows.findIndex((row) => row.key === key);
    if (index >= 0)
      return { top: top + layout.topOf(index), bottom: top + layout.topOf(index + 1) };
  }
  return null;
}
