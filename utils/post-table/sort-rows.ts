import type { FullViewColumn, FullViewSort } from '../state/full-view-state.ts';
import type { PostColumns } from './post-columns.ts';
import { radixOrder } from './radix-order.ts';
import { rowStateCode } from './row-state.ts';

/**
 * Returns the direction in which a column is sorted at first: numbers from the largest, states from
 * the strongest, names from A, and posts from the youngest.
 */
export function firstDirectionOf(column: FullViewColumn): FullViewSort['direction'] {
  return column === 'state' || column === 'post' || column === 'age' ? 'ascending' : 'descending';
}

/**
 * Sorts rows by a column. Rows whose value is unknown come last in both directions, and equal ones
 * in the rule's order, so that the order is the same every time.
 *
 * @param rows row numbers, each once
 * @param locale BCP 47; names of accounts are sorted by its rules
 */
export function sortRows(
  columns: PostColumns,
  rows: Uint32Array,
  { column, direction }: FullViewSort,
  locale: string,
): Uint32Array {
  const { order, key } = orderBy(columns, column, locale);
  const isWanted = new Uint8Array(columns.ids.length);
  for (const row of rows) isWanted[row] = 1;
  const sorted = new Uint32Array(rows.length);
  let place = 0;
  const take = (from: number, end: number) => {
    for (let index = from; index < end; index++) {
      const row = order[index] as number;
      if (isWanted[row] === 1) sorted[place++] = row;
    }
  };
  if (direction === 'ascending') {
    take(0, order.length);
    return sorted;
  }
  let known = order.length;
  while (known > 0 && Number.isNaN(key[order[known - 1] as number])) known -= 1;
  for (let end = known; end > 0; ) {
    let from = end - 1;
    const value = key[order[from] as number];
    while (from > 0 && key[order[from - 1] as number] === value) from -= 1;
    take(from, end);
    end = from;
  }
  take(known, order.length);
  return sorted;
}

interface ColumnOrder {
  readonly locale: string;
  /** All rows, ascending by `key`, unknown ones last. */
  readonly order: Uint32Array;
  /** `NaN`: unknown. */
  readonly key: Float64Array;
}

/** Sorting is most of the work, and filters and directions share its result. */
const orders = new WeakMap<PostColumns, Map<FullViewColumn, ColumnOrder>>();

function orderBy(columns: PostColumns, column: FullViewColumn, locale: string): ColumnOrder {
  const known = orders.get(columns) ?? new Map<FullViewColumn, ColumnOrder>();
  orders.set(columns, known);
  const before = known.get(column);
  if (before?.locale === locale) return before;
  const key = keyOf(columns, column, locale);
  const order = sortedBy(key, columns.ruleRank);
  known.set(column, { locale, order, key });
  return { locale, order, key };
}

function sortedBy(key: Float64Array, ruleRank: Uint32Array): Uint32Array {
  const last = key.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value));
  const order = new Uint32Array(key.length);
  for (let row = 0; row < order.length; row++) order[ruleRank[row] as number] = row;
  return radixOrder(last, order);
}

/** Returns the number that each row is sorted by. */
function keyOf(columns: PostColumns, column: FullViewColumn, locale: string): Float64Array {
  switch (column) {
    case 'state':
      return Float64Array.from(columns.states, (_, row) => rowStateCode(columns, row));
    case 'post':
      return accountRanks(columns, locale);
    case 'age':
      return columns.createdAt.map((time) => -time);
    case 'usual':
      return columns.expected;
    case 'firstFlagged':
      return columns.firstFlaggedAt;
    default:
      return columns[column];
  }
}

/** Ranks the rows by the name of their account. */
function accountRanks({ accounts, accountOf }: PostColumns, locale: string): Float64Array {
  const { compare } = new Intl.Collator(locale, { sensitivity: 'base', numeric: true });
  const names = [...new Set(accounts.flatMap(({ accountName }) => accountName ?? []))];
  const ranks = new Map(names.sort(compare).map((name, rank) => [name, rank]));
  const ofAccount = accounts.map(({ accountName }) =>
    accountName === null ? Number.NaN : (ranks.get(accountName) as number),
  );
  return Float64Array.from(accountOf, (account) => ofAccount[account] as number);
}
