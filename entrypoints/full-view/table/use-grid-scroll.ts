import type { RefObject } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { anchoredScrollTop } from '../../../utils/post-table/anchored-scroll.ts';
import { TABLE_HEAD_HEIGHT, TABLE_ROW_HEIGHT } from './table-columns.ts';
import type { ShownRows } from './use-shown-rows.ts';

/** Rows drawn beyond the visible ones: a quick scroll meets no gap. */
const OVERSCAN = 10;
/** Rows come and go this many at a time, so that not each pixel of a scroll draws anew. */
const STEP = 4;

/** The part of the table that is in the document: indexes of the order shown. */
export interface GridScroll {
  readonly first: number;
  /** Exclusive. */
  readonly end: number;
  /** The rows that fit into the visible part. */
  readonly page: number;
  /** Called when the table scrolls or its size changes. */
  measure(): void;
  /** Scrolls as little as it takes to show a row in full. */
  reveal(index: number): void;
}

/**
 * Follows the scrolling of the table. When a publication changes the rows, the row under the
 * pointer, or else the first visible one, stays where it is.
 *
 * @param pointedAt the id of the post under the pointer; `null`: none
 * @param query what the user has asked for; another one begins at the top
 */
export function useGridScroll(
  scroller: RefObject<HTMLElement | null>,
  shown: ShownRows,
  pointedAt: RefObject<string | null>,
  query: string,
): GridScroll {
  const [range, setRange] = useState({ first: 0, end: 2 * OVERSCAN, page: 10 });
  const count = shown.order.length;
  const latestCount = useRef(count);
  latestCount.current = count;
  const measure = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const height = Math.max(element.clientHeight - TABLE_HEAD_HEIGHT, 0);
    const top = Math.floor(element.scrollTop / TABLE_ROW_HEIGHT);
    const bottom = Math.ceil((element.scrollTop + height) / TABLE_ROW_HEIGHT);
    const first = Math.max(0, Math.floor((top - OVERSCAN) / STEP) * STEP);
    const end = Math.min(latestCount.current, Math.ceil((bottom + OVERSCAN) / STEP) * STEP);
    const page = Math.max(1, Math.floor(height / TABLE_ROW_HEIGHT) - 1);
    setRange((before) =>
      before.first === first && before.end === end && before.page === page
        ? before
        : { first, end, page },
    );
  }, [scroller]);

  const former = useRef({ shown, query });
  useLayoutEffect(() => {
    const element = scroller.current;
    const { shown: before, query: formerQuery } = former.current;
    former.current = { shown, query };
    if (element === null) return;
    if (query !== formerQuery) element.scrollTop = 0;
    else if (before.rows !== shown.rows) keepInPlace(element, before, shown, pointedAt.current);
    measure();
  }, [shown, query, measure, scroller, pointedAt]);

  return {
    ...range,
    end: Math.min(range.end, count),
    measure,
    reveal(index) {
      const element = scroller.current;
      if (element === null) return;
      const top = index * TABLE_ROW_HEIGHT;
      const height = element.clientHeight - TABLE_HEAD_HEIGHT;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + TABLE_ROW_HEIGHT > element.scrollTop + height)
        element.scrollTop = top + TABLE_ROW_HEIGHT - height;
      measure();
    },
  };
}

function keepInPlace(
  element: HTMLElement,
  before: ShownRows,
  after: ShownRows,
  pointedAt: string | null,
): void {
  const firstVisible = Math.round(element.scrollTop / TABLE_ROW_HEIGHT);
  const atTop = element.scrollTop < TABLE_ROW_HEIGHT / 2;
  const idAt = ({ rows, order }: ShownRows, index: number) =>
    rows.columns.ids[order[index] ?? -1] ?? null;
  const id = pointedAt ?? (atTop ? null : idAt(before, firstVisible));
  if (id === null) return;
  const [from, to] = [indexOf(before, id), indexOf(after, id)];
  if (from < 0 || to < 0) return;
  element.scrollTop = anchoredScrollTop(
    {
      top: element.scrollTop,
      height: element.clientHeight - TABLE_HEAD_HEIGHT,
      rowHeight: TABLE_ROW_HEIGHT,
    },
    from,
    to,
    after.order.length,
  );
}

/** Returns the place of a post in the order shown; -1: it is not shown. */
export function indexOf({ rows, order }: ShownRows, id: string): number {
  const row = rows.columns.ids.indexOf(id);
  return row < 0 ? -1 : order.indexOf(row);
}
