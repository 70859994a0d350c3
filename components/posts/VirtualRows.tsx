import type { ComponentChildren } from 'preact';

/** The height of a folded row, pixels; the style sheets give rows the same. */
export const ROW_HEIGHT = 58;

/** Its height with the density *compact*. */
export const COMPACT_ROW_HEIGHT = 44;

/** Rows drawn beyond what is visible, so that a quick scroll meets no gap. */
export const OVERSCAN = 4;

/** The places of the rows of a list of which most have one height. */
export interface RowLayout {
  readonly height: number;
  /** The top of the row at an index, pixels. */
  topOf(index: number): number;
  /**
   * The first and the last index (exclusive) of the rows between two places, with so many more on
   * either side.
   */
  between(top: number, bottom: number, overscan?: number): readonly [first: number, end: number];
}

/** Lays rows out. @param unfolded the heights of the unfolded rows, by index, in ascending order */
export function layOutRows(
  count: number,
  unfolded: readonly (readonly [index: number, height: number])[],
  rowHeight = ROW_HEIGHT,
): RowLayout {
  const topOf = (index: number) => {
    let top = index * rowHeight;
    for (const [at, height] of unfolded) {
      if (at >= index) break;
      top += height - rowHeight;
    }
    return top;
  };
  /** The last row that starts at or above `place`. */
  const rowAt = (place: number) => {
    let [low, high] = [0, Math.max(count - 1, 0)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (topOf(middle) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    height: topOf(count),
    topOf,
    between: (top, bottom, overscan = OVERSCAN) => [
      Math.max(0, rowAt(top) - overscan),
      Math.min(count, count === 0 ? 0 : rowAt(bottom) + 1 + overscan),
    ],
  };
}

/**
 * A list of which only the rows around the visible part are in the document.
 *
 * @param props.top where the list starts in what scrolls, pixels
 * @param props.kept the index of a row that stays in the document wherever it is, because it has
 *   the focus; -1: none
 */
export function VirtualRows(props: {
  readonly label: string;
  readonly layout: RowLayout;
  readonly count: number;
  readonly top: number;
  readonly scrollTop: number;
  readonly viewportHeight: number;
  /** Rows to draw beyond the visible ones. */
  readonly overscan: number;
  readonly kept: number;
  readonly keyOf: (index: number) => string;
  readonly itemProps: (index: number) => Readonly<Record<string, unknown>>;
  readonly children: (index: number) => ComponentChildren;
}) {
  const { layout, count, kept } = props;
  const from = props.scrollTop - props.top;
  const [first, end] = layout.between(from, from + props.viewportHeight, props.overscan);
  const indexes = Array.from({ length: Math.max(end - first, 0) }, (_, index) => first + index);
  if (kept >= 0 && kept < first) indexes.unshift(kept);
  if (kept >= end && kept < count) indexes.push(kept);
  return (
    <ol class="rows" aria-label={props.label} style={{ height: `${layout.height}px` }}>
      {indexes.map((index) => (
        <li
          key={props.keyOf(index)}
          class="row"
          aria-setsize={count}
          aria-posinset={index + 1}
          style={{ top: `${layout.topOf(index)}px` }}
          {...props.itemProps(index)}
        >
          {props.children(index)}
        </li>
      ))}
    </ol>
  );
}
