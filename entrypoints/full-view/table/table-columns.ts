import { FULL_VIEW_COLUMNS, type FullViewColumn } from '../../../utils/state/full-view-state.ts';

/** The height of a row and of the head, pixels; the style sheet gives them the same. */
export const TABLE_ROW_HEIGHT = 44;
export const TABLE_HEAD_HEIGHT = 36;

/** The width below which the table shows only what is most important, pixels. */
const NARROW_WIDTH = 520;
/** The width below which one number has room beside the post, pixels. */
const NARROWEST_WIDTH = 420;

/** The least width of each column, pixels. The post takes what the others leave. */
const MIN_WIDTHS: Readonly<Record<FullViewColumn, number>> = {
  state: 140,
  post: 220,
  multiple: 92,
  gained: 78,
  usual: 100,
  age: 64,
  views: 72,
  engagementGained: 98,
  engagementRate: 98,
  followers: 84,
  firstFlagged: 104,
};

/** The width of the post in a narrow table, pixels. */
const NARROW_POST_WIDTH = 140;
const SELECT_WIDTH = 36;

/** The columns that are shown, and their places. */
export interface TableLayout {
  readonly visible: readonly FullViewColumn[];
  /** The value of `grid-template-columns`. */
  readonly template: string;
  /** Pixels. */
  readonly minWidth: number;
}

/**
 * Chooses and places the columns. In a narrow table there are the post, the column that is sorted
 * by and, where there is room, the views gained.
 *
 * @param width of the table, pixels
 */
export function layOutColumns(
  width: number,
  hidden: readonly FullViewColumn[],
  sortedBy: FullViewColumn,
): TableLayout {
  const isNarrow = width < NARROW_WIDTH;
  const narrow = new Set<FullViewColumn>([
    'post',
    sortedBy === 'post' ? 'multiple' : sortedBy,
    ...(width < NARROWEST_WIDTH ? [] : (['gained'] as const)),
  ]);
  const visible = FULL_VIEW_COLUMNS.filter((column) =>
    isNarrow ? narrow.has(column) : column === 'post' || !hidden.includes(column),
  );
  const widths = visible.map((column) =>
    isNarrow && column === 'post' ? NARROW_POST_WIDTH : MIN_WIDTHS[column],
  );
  return {
    visible,
    template: [
      `${SELECT_WIDTH}px`,
      ...visible.map((column, index) =>
        column === 'post' ? `minmax(${widths[index]}px, 6fr)` : `minmax(${widths[index]}px, 1fr)`,
      ),
    ].join(' '),
    minWidth: widths.reduce((sum, one) => sum + one, SELECT_WIDTH),
  };
}
