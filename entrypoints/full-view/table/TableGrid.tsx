import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { firstDirectionOf } from '../../../utils/post-table/sort-rows.ts';
import { useFullView } from '../full-view-context.ts';
import { type HeadCell, TableHead } from './TableHead.tsx';
import { TableRow } from './TableRow.tsx';
import { TABLE_ROW_HEIGHT, type TableLayout } from './table-columns.ts';
import { indexOf, useGridScroll } from './use-grid-scroll.ts';
import { useGridSelection } from './use-grid-selection.ts';
import { useRowTexts } from './use-row-texts.ts';
import type { ShownRows } from './use-shown-rows.ts';

/** The place at which the Tab key enters the table: a cell of the head, or a post. */
type Focus = { readonly head: HeadCell } | { readonly id: string } | null;

/**
 * The table as a grid with one tab stop: the arrow keys move through its rows and, from the first
 * one up, through its head. Only the rows around the visible part are in the document.
 */
export function TableGrid(props: {
  readonly shown: ShownRows;
  readonly layout: TableLayout;
  /** The choices of the user as a text: other ones begin at the top. */
  readonly query: string;
}) {
  const { t } = useI18n();
  const { state, change, page, selected, isNew } = useFullView();
  const { shown, layout } = props;
  const { rows, order, hidden } = shown;
  const { columns } = rows;
  const scroller = useRef<HTMLDivElement>(null);
  const pointedAt = useRef<string | null>(null);
  const [focus, setFocus] = useState<Focus>(null);
  const isFocusPending = useRef(false);
  const scroll = useGridScroll(scroller, shown, pointedAt, props.query);
  const selection = useGridSelection(shown);
  const texts = useRowTexts(rows, order, scroll.first, scroll.end);

  const idAt = (index: number) => columns.ids[order[index] as number] as string;
  // It looks at every row, and a scroll draws the table again many times a second.
  const focusedIndex = useMemo(
    () => (focus !== null && 'id' in focus ? indexOf(shown, focus.id) : -1),
    [shown, focus],
  );
  const focusableHead =
    focus !== null && 'head' in focus
      ? focus.head === 'select' || layout.visible.includes(focus.head)
        ? focus.head
        : 'post'
      : order.length === 0
        ? 'post'
        : null;
  const focusableIndex = focusableHead !== null ? -1 : Math.max(focusedIndex, 0);

  useLayoutEffect(() => {
    const observer = new ResizeObserver(scroll.measure);
    observer.observe(scroller.current as HTMLDivElement);
    return () => observer.disconnect();
  }, [scroll.measure]);
  useLayoutEffect(() => {
    if (!isFocusPending.current) return;
    const target = scroller.current?.querySelector<HTMLElement>(
      focusableHead === null
        ? `[aria-rowindex="${focusableIndex + 2}"]`
        : `[data-head="${focusableHead}"]`,
    );
    if (target == null) return;
    isFocusPending.current = false;
    target.focus({ preventScroll: true });
  });

  const focusHead = (head: HeadCell) => {
    isFocusPending.current = true;
    setFocus({ head });
  };
  const focusRow = (index: number) => {
    const place = Math.max(0, Math.min(order.length - 1, index));
    if (order.length === 0) return;
    isFocusPending.current = true;
    setFocus({ id: idAt(place) });
    scroll.reveal(place);
  };
  const pressHead = (head: HeadCell) => {
    if (head === 'select') {
      if (selection.isAll) selection.clear();
      else selection.selectAll();
      return;
    }
    const { sort } = state;
    const other = sort.direction === 'ascending' ? 'descending' : 'ascending';
    change({
      sort: {
        column: head,
        direction: sort.column === head ? other : firstDirectionOf(head),
      },
    });
  };

  const onHeadKey = (event: KeyboardEvent, head: HeadCell) => {
    const cells: readonly HeadCell[] = ['select', ...layout.visible];
    const place = cells.indexOf(head);
    const isRightToLeft = getComputedStyle(scroller.current as Element).direction === 'rtl';
    const [back, forward] = isRightToLeft
      ? ['ArrowRight', 'ArrowLeft']
      : ['ArrowLeft', 'ArrowRight'];
    if (event.key === forward) focusHead(cells[Math.min(place + 1, cells.length - 1)] ?? head);
    else if (event.key === back) focusHead(cells[Math.max(place - 1, 0)] ?? head);
    else if (event.key === 'Home') focusHead('select');
    else if (event.key === 'End') focusHead(cells.at(-1) ?? head);
    else if (event.key === 'ArrowDown') focusRow(Math.max(focusedIndex, 0));
    else return;
    event.preventDefault();
  };
  const onRowKey = (event: KeyboardEvent, index: number) => {
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: order.length - 1,
      PageDown: index + scroll.page,
      PageUp: index - scroll.page,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      if (event.key === 'ArrowUp' && index === 0 && !event.shiftKey) focusHead('post');
      else {
        const place = Math.max(0, Math.min(order.length - 1, target));
        if (event.shiftKey) {
          if (!selected.has(idAt(index))) selection.toggle(index);
          selection.extendTo(place);
        }
        focusRow(place);
      }
    } else if (event.key === ' ') {
      if (event.shiftKey) selection.extendTo(index);
      else selection.toggle(index);
    } else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey)
      change({ postId: idAt(index) });
    else return;
    event.preventDefault();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const head = headOf(event.target);
    const index = indexOfRow(event.target);
    if (event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      selection.selectAll();
    } else if (head !== null) onHeadKey(event, head);
    else if (index !== null) onRowKey(event, index);
  };
  const onClick = (event: MouseEvent) => {
    const head = headOf(event.target);
    if (head !== null) {
      setFocus({ head });
      pressHead(head);
      return;
    }
    const index = indexOfRow(event.target);
    if (index === null) return;
    focusRow(index);
    const isBox = (event.target as Element).closest('[data-select]') !== null;
    if (event.shiftKey) selection.extendTo(index);
    else if (isBox || event.ctrlKey || event.metaKey) selection.toggle(index);
    else change({ postId: idAt(index) });
  };

  const indexes = Array.from(
    { length: Math.max(scroll.end - scroll.first, 0) },
    (_, index) => scroll.first + index,
  );
  // The row with the focus stays in the document wherever it is.
  if (focusedIndex >= 0 && focusedIndex < scroll.first) indexes.unshift(focusedIndex);
  if (focusedIndex >= scroll.end) indexes.push(focusedIndex);
  return (
    <div ref={scroller} class="table-scroller" onScroll={scroll.measure}>
      <div
        class="table-grid"
        role="grid"
        aria-label={t('fullView.table')}
        aria-rowcount={order.length + 1}
        aria-colcount={layout.visible.length + 1}
        aria-multiselectable="true"
        style={{ '--template': layout.template, minWidth: `${layout.minWidth}px` }}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocusCapture={(event) => {
          const index = indexOfRow(event.target);
          if (index !== null && index !== focusedIndex) setFocus({ id: idAt(index) });
        }}
        onPointerMove={(event) => {
          const index = indexOfRow(event.target);
          pointedAt.current = index === null ? null : idAt(index);
        }}
        onPointerLeave={() => {
          pointedAt.current = null;
        }}
      >
        <TableHead
          visible={layout.visible}
          sort={state.sort}
          selection={selection.isAll ? 'all' : selected.size > 0 ? 'some' : 'none'}
          focusable={focusableHead}
        />
        <div
          class="table-body"
          role="rowgroup"
          style={{ height: `${order.length * TABLE_ROW_HEIGHT}px` }}
        >
          {indexes.map((index) => {
            const row = order[index] as number;
            const id = columns.ids[row] as string;
            return (
              <TableRow
                key={id}
                columns={columns}
                row={row}
                index={index}
                text={texts.get(id)}
                visible={layout.visible}
                hidden={hidden.get(row)}
                isNew={isNew(id)}
                hasCovers={page.settings.showCovers}
                search={state.search.trim()}
                isSelected={selected.has(id)}
                isOpen={state.postId === id}
                isFocusable={index === focusableIndex}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Returns the cell of the head that an event happened in; `null`: in none. */
function headOf(target: EventTarget | null): HeadCell | null {
  const cell = (target as Element).closest<HTMLElement>('[data-head]');
  return cell === null ? null : (cell.dataset.head as HeadCell);
}

/** Returns the index of the row that an event happened in; `null`: in none. */
function indexOfRow(target: EventTarget | null): number | null {
  const row = (target as Element).closest('[data-post-id]');
  return row === null ? null : Number(row.getAttribute('aria-rowindex')) - 2;
}
