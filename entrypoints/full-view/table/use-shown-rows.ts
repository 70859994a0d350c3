import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { filterRows } from '../../../utils/post-table/filter-rows.ts';
import { hiddenRows } from '../../../utils/post-table/hidden-rows.ts';
import type { RowState } from '../../../utils/post-table/post-columns.ts';
import { sortRows } from '../../../utils/post-table/sort-rows.ts';
import type { FullViewList, FullViewState } from '../../../utils/state/full-view-state.ts';
import type { HiddenBy } from '../../../utils/state/hidden-posts.ts';
import type { Marks } from '../../../utils/state/marks.ts';
import type { TableRows } from './table-rows.ts';

/** The rows that the table shows, in their order. */
export interface ShownRows {
  readonly rows: TableRows;
  readonly order: Uint32Array;
  /** The rows that marks hide from lists, with the reason. */
  readonly hidden: ReadonlyMap<number, HiddenBy>;
}

/** The states of each list; `null`: all. */
const LIST_STATES = {
  all: null,
  breakouts: ['new-hit', 'resurging', 'account-rise'],
  new: ['new-hit', 'resurging', 'account-rise'],
  stillStrong: ['still-running'],
  ended: ['ended'],
  notCompared: ['stale', 'no-baseline', 'insufficient-history'],
} as const satisfies Record<FullViewList, readonly RowState[] | null>;

/** A search, and the rows that it found; `mask` `null`: there is nothing to search for. */
interface Found {
  readonly rows: TableRows;
  readonly search: string;
  readonly excludedWords: string | null;
  readonly mask: Uint8Array | null;
}

/**
 * Filters, searches and sorts the rows of the table. While the worker searches, the former rows
 * stay.
 *
 * @param now ms since epoch
 */
export function useShownRows(
  rows: TableRows | null,
  { list, filters, sort, search }: FullViewState,
  marks: Marks,
  isNew: (postId: string) => boolean,
  now: number,
  locale: string,
): ShownRows | null {
  const found = useFound(rows, search.trim(), filters.excludedWords);
  const columns = found?.rows.columns;
  const hidden = useMemo(
    () => (columns === undefined ? new Map<number, HiddenBy>() : hiddenRows(columns, marks, now)),
    [columns, marks, now],
  );
  return useMemo(() => {
    if (found === null) return null;
    const shown = filterRows(found.rows.columns, {
      filters,
      states: LIST_STATES[list],
      matches: found.mask,
      // The list of all posts is where the user finds what is muted.
      isHidden:
        list === 'all'
          ? null
          : (row) =>
              hidden.has(row) || (list === 'new' && !isNew(found.rows.columns.ids[row] as string)),
    });
    const order = sortRows(found.rows.columns, shown, sort, locale);
    return { rows: found.rows, order, hidden };
  }, [found, filters, list, hidden, sort, locale, list === 'new' ? marks : null]);
}

/** Returns the latest rows whose search is done. */
function useFound(
  rows: TableRows | null,
  search: string,
  excludedWords: string | null,
): Found | null {
  const [searched, setSearched] = useState<Found | null>(null);
  const isSearching = search !== '' || excludedWords !== null;
  useEffect(() => {
    if (rows === null || !isSearching) return;
    let isWanted = true;
    rows.search(search, excludedWords).then(
      (mask) => isWanted && mask !== null && setSearched({ rows, search, excludedWords, mask }),
      // The library cannot be read now: the former rows stay until it is published again.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [rows, search, excludedWords]);
  const latest = useRef<Found | null>(null);
  const isDone =
    searched?.rows === rows &&
    searched?.search === search &&
    searched.excludedWords === excludedWords;
  if (rows === null) latest.current = null;
  else if (isSearching && isDone) latest.current = searched;
  else if (!isSearching && (latest.current?.rows !== rows || latest.current.mask !== null))
    latest.current = { rows, search, excludedWords, mask: null };
  return latest.current;
}
