import { valueAt } from '../breakouts/stats/value-at.ts';
import { FILTERS, NO_FILTERS, type PostFilters } from '../state/popup-view.ts';
import { type PostColumns, ROW_STATES, type RowState, type TableAccount } from './post-columns.ts';
import { rowStateCode } from './row-state.ts';

/** The rows to show. */
export interface RowFilter {
  /** The words to leave out are part of `matches`. */
  readonly filters: PostFilters;
  /** `null`: all. */
  readonly states: readonly RowState[] | null;
  /** 1 for each row whose texts match the search and have no word to leave out; `null`: all. */
  readonly matches: Uint8Array | null;
  /** Returns true if a mark hides the row; `null`: none is hidden. */
  readonly isHidden: ((row: number) => boolean) | null;
}

/** Shows every row. */
export const NO_ROW_FILTER: RowFilter = {
  filters: NO_FILTERS,
  states: null,
  matches: null,
  isHidden: null,
};

/** Returns the rows that a filter leaves, in the order of the columns. */
export function filterRows(columns: PostColumns, filter: RowFilter): Uint32Array {
  const { matches, isHidden } = filter;
  const { minFollowers } = filter.filters;
  const isAccountShown = Uint8Array.from(columns.accounts, (account) =>
    passes(account, filter.filters) ? 1 : 0,
  );
  const isStateShown = Uint8Array.from(ROW_STATES, (state) =>
    filter.states === null || filter.states.includes(state) ? 1 : 0,
  );
  const rows = new Uint32Array(columns.ids.length);
  let count = 0;
  for (let row = 0; row < rows.length; row++) {
    if (isAccountShown[columns.accountOf[row] as number] === 0) continue;
    if (isStateShown[rowStateCode(columns, row)] === 0) continue;
    if (minFollowers !== null && !(valueAt(columns.followers, row) >= minFollowers)) continue;
    if (matches !== null && matches[row] !== 1) continue;
    if (isHidden?.(row) === true) continue;
    rows[count++] = row;
  }
  return rows.slice(0, count);
}

function passes(account: TableAccount, filters: PostFilters): boolean {
  return FILTERS.every((name) => {
    const wanted = filters[name];
    if (wanted === null) return true;
    return name === 'tag' ? account.tags.includes(wanted) : account[name] === wanted;
  });
}
