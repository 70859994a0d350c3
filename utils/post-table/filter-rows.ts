import type { PopupView } from '../state/popup-view.ts';
import { FILTERS } from '../state/popup-view.ts';
import { type PostColumns, ROW_STATES, type RowState, type TableAccount } from './post-columns.ts';
import { rowStateCode } from './row-state.ts';

/** The rows to show. */
export interface RowFilter {
  /** Only posts of accounts with these values; `null`: all. */
  readonly filters: PopupView['filters'];
  /** `null`: all. */
  readonly states: readonly RowState[] | null;
  /** Only posts of accounts known to have this many followers; `null`: all. */
  readonly minFollowers: number | null;
  /** 1 for each row whose texts match the search; `null`: no search. */
  readonly matches: Uint8Array | null;
  /** Returns true if a mark hides the row; `null`: none is hidden. */
  readonly isHidden: ((row: number) => boolean) | null;
}

/** Shows every row. */
export const NO_ROW_FILTER: RowFilter = {
  filters: { platform: null, creatorName: null, category: null, accountKey: null },
  states: null,
  minFollowers: null,
  matches: null,
  isHidden: null,
};

/** Returns the rows that a filter leaves, in the order of the columns. */
export function filterRows(columns: PostColumns, filter: RowFilter): Uint32Array {
  const { minFollowers, matches, isHidden } = filter;
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
    if (minFollowers !== null && !((columns.followers[row] as number) >= minFollowers)) continue;
    if (matches !== null && matches[row] !== 1) continue;
    if (isHidden?.(row) === true) continue;
    rows[count++] = row;
  }
  return rows.slice(0, count);
}

function passes(account: TableAccount, filters: PopupView['filters']): boolean {
  return FILTERS.every((name) => filters[name] === null || account[name] === filters[name]);
}
