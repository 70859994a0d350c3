import type { PostTable } from '../../utils/breakouts/model/post-table.ts';

/** One post as a row of a table; what is left out is unknown. */
export interface TableRow {
  /** Default: all rows are of one account; `null`: unknown. */
  readonly account?: string | null;
  /** The pool of the post's platform and format; default: 0. */
  readonly pool?: number;
  /** Days. */
  readonly age?: number;
  /** Days between the first and the last refresh. */
  readonly tracked?: number;
  /** Lifetime views. */
  readonly count?: number;
  readonly gain?: number;
  readonly fromAge?: number;
  readonly previousGain?: number;
  readonly previousFromAge?: number;
  readonly isUncertain?: boolean;
}

/** Creates a table from its rows. The main pool of all is 0 unless `mainPools` says otherwise. */
export function postTableOf(
  rows: readonly TableRow[],
  { windowDays = 7, mainPools }: { windowDays?: number; mainPools?: readonly number[] } = {},
): PostTable {
  const column = (of: (row: TableRow) => number | undefined) =>
    Float64Array.from(rows, (row) => of(row) ?? Number.NaN);
  const accountOf = rows.map(({ account = 'a' }) => account);
  const names = [...new Set(accountOf)].filter((name) => name !== null);
  const accounts = names.map((name) => rowsWhere(accountOf, (account) => account === name));
  const poolOf = Int32Array.from(rows, ({ pool = 0 }) => pool);
  const pools = Math.max(mainPools?.length ?? 1, ...poolOf.map((pool) => pool + 1));
  return {
    windowDays,
    size: rows.length,
    accounts,
    accountOf: Int32Array.from(accountOf, (account) => names.indexOf(account ?? '')),
    formats: accounts.flatMap((ofAccount) => [
      ...Map.groupBy(ofAccount, (row) => poolOf[row]).values(),
    ]),
    ...{ poolOf, pools, mainPools: mainPools ?? new Array<number>(pools).fill(0) },
    age: column(({ age }) => age),
    tracked: column(({ tracked, age }) => tracked ?? age),
    count: column(({ count }) => count),
    gain: column(({ gain }) => gain),
    fromAge: column(({ fromAge }) => fromAge),
    previousGain: column(({ previousGain }) => previousGain),
    previousFromAge: column(({ previousFromAge }) => previousFromAge),
    wasRecounted: new Uint8Array(rows.length),
    isUncertain: Uint8Array.from(rows, ({ isUncertain = false }) => (isUncertain ? 1 : 0)),
    notCompared: rows.map(() => null),
  };
}

function rowsWhere<T>(values: readonly T[], isMeant: (value: T) => boolean): number[] {
  return values.flatMap((value, row) => (isMeant(value) ? [row] : []));
}
