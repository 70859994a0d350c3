import { useMemo, useRef } from 'preact/hooks';
import { useFullView } from '../full-view-context.ts';
import type { ShownRows } from './use-shown-rows.ts';

/** Changes which rows are selected. Indexes are places in the order shown. */
export interface GridSelection {
  /** True if every row shown is selected. */
  readonly isAll: boolean;
  toggle(index: number): void;
  /** Selects the rows from the one last toggled up to this one. */
  extendTo(index: number): void;
  selectAll(): void;
  clear(): void;
}

export function useGridSelection({ rows, order }: ShownRows): GridSelection {
  const { selected, select } = useFullView();
  /** The post at which a range begins. */
  const anchor = useRef<string | null>(null);
  const idAt = (index: number) => rows.columns.ids[order[index] as number] as string;
  // Rows that a filter hides stay selected: the rows shown decide about the box of all.
  const isAll = useMemo(
    () =>
      order.length > 0 &&
      selected.size >= order.length &&
      order.every((row) => selected.has(rows.columns.ids[row] as string)),
    [rows, order, selected],
  );
  return {
    isAll,
    toggle(index) {
      const id = idAt(index);
      anchor.current = id;
      const after = new Set(selected);
      if (!after.delete(id)) after.add(id);
      select(after);
    },
    extendTo(index) {
      const from =
        anchor.current === null ? -1 : order.indexOf(rows.columns.ids.indexOf(anchor.current));
      if (from < 0) anchor.current = idAt(index);
      const [first, last] =
        from < 0 ? [index, index] : [Math.min(from, index), Math.max(from, index)];
      const after = new Set(selected);
      for (let place = first; place <= last; place++) after.add(idAt(place));
      select(after);
    },
    selectAll() {
      select(new Set(Array.from(order, (row) => rows.columns.ids[row] as string)));
    },
    clear() {
      anchor.current = null;
      select(new Set());
    },
  };
}
