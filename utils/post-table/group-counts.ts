import { FILTERS, type Filter } from '../state/popup-view.ts';
import { type PostColumns, ROW_STATES, type TableAccount } from './post-columns.ts';
import { rowStateCode } from './row-state.ts';

/** Posts that share a value: of one platform, creator, category, tag or account. */
export interface Group {
  /** The value of the filter for this group. */
  readonly value: string;
  /** Of an account its user name without `@`; `null`: not known. */
  readonly name: string | null;
  /** Of an account only. */
  readonly platform: string | null;
  readonly posts: number;
  /** Counted as the badge counts: the posts of an account rise are one. */
  readonly breakouts: number;
}

/** The groups of each filter, those with the most breakouts first, then those with more posts. */
export type GroupCounts = Readonly<Record<Filter, readonly Group[]>>;

type Counts = { posts: number; breakouts: number };

/**
 * Counts the posts and breakouts of each group.
 *
 * @param isHidden returns true if a mark hides the row; `null`: none is hidden
 * @returns also the counts of all posts
 */
export function countGroups(
  columns: PostColumns,
  isHidden: ((row: number) => boolean) | null,
): { readonly all: Readonly<Counts>; readonly groups: GroupCounts } {
  const { accounts } = columns;
  const counts = countByAccount(columns, isHidden);
  const all: Counts = { posts: 0, breakouts: 0 };
  const groups = new Map(FILTERS.map((filter) => [filter, new Map<string, Counts & Named>()]));
  for (const [index, account] of accounts.entries()) {
    const { posts, breakouts } = counts[index] as Counts;
    if (posts === 0) continue;
    all.posts += posts;
    all.breakouts += breakouts;
    for (const filter of FILTERS) {
      const found = groups.get(filter) as Map<string, Counts & Named>;
      for (const value of valuesOf(account, filter)) {
        const group = found.get(value);
        if (group === undefined)
          found.set(value, { ...namesOf(account, filter, value), posts, breakouts });
        else {
          group.posts += posts;
          group.breakouts += breakouts;
        }
      }
    }
  }
  return {
    all,
    groups: Object.fromEntries(
      [...groups].map(([filter, found]) => [
        filter,
        [...found].map(([value, group]): Group => ({ value, ...group })).sort(compareGroups),
      ]),
    ) as Record<Filter, Group[]>,
  };
}

interface Named {
  readonly name: string | null;
  readonly platform: string | null;
}

function namesOf({ accountName, platform }: TableAccount, filter: Filter, value: string): Named {
  return filter === 'accountKey'
    ? { name: accountName, platform }
    : { name: value, platform: null };
}

function valuesOf(account: TableAccount, filter: Filter): readonly string[] {
  if (filter === 'tag') return account.tags;
  const value = account[filter];
  return value === null ? [] : [value];
}

const BREAKOUT_CODES: ReadonlySet<number> = new Set(
  (['new-hit', 'resurging'] as const).map((state) => ROW_STATES.indexOf(state)),
);
const RISE_CODE = ROW_STATES.indexOf('account-rise');

function countByAccount(
  columns: PostColumns,
  isHidden: ((row: number) => boolean) | null,
): readonly Counts[] {
  const counts = columns.accounts.map((): Counts => ({ posts: 0, breakouts: 0 }));
  const hasRisen = new Uint8Array(counts.length);
  for (let row = 0; row < columns.ids.length; row++) {
    if (isHidden?.(row) === true) continue;
    const account = columns.accountOf[row] as number;
    const count = counts[account] as Counts;
    count.posts += 1;
    const code = rowStateCode(columns, row);
    if (BREAKOUT_CODES.has(code)) count.breakouts += 1;
    else if (code === RISE_CODE && hasRisen[account] === 0) {
      hasRisen[account] = 1;
      count.breakouts += 1;
    }
  }
  return counts;
}

function compareGroups(a: Group, b: Group): number {
  if (a.breakouts !== b.breakouts) return b.breakouts - a.breakouts;
  if (a.posts !== b.posts) return b.posts - a.posts;
  return (a.name ?? '') < (b.name ?? '') ? -1 : 1;
}
