import {
  NO_FILTERS,
  orderOf,
  type PopupView,
  type PostFilters,
  parseFilters,
} from './popup-view.ts';

/** The lists of the full view: all posts, or those in one state. */
export const FULL_VIEW_LISTS = [
  'all',
  'breakouts',
  'new',
  'stillStrong',
  'ended',
  'notCompared',
] as const;
export type FullViewList = (typeof FULL_VIEW_LISTS)[number];

/** The columns of the table, in their order on the page. Each can be sorted by. */
export const FULL_VIEW_COLUMNS = [
  'state',
  'post',
  'multiple',
  'gained',
  'usual',
  'age',
  'views',
  'engagementGained',
  'engagementRate',
  'followers',
  'firstFlagged',
] as const;
export type FullViewColumn = (typeof FULL_VIEW_COLUMNS)[number];

export interface FullViewSort {
  readonly column: FullViewColumn;
  readonly direction: 'ascending' | 'descending';
}

/** The user's choices in the full view, which its address carries. */
export interface FullViewState {
  readonly list: FullViewList;
  /** Days; `null`: the look-back window of the settings. */
  readonly windowDays: number | null;
  readonly sort: FullViewSort;
  /** As in the popup. */
  readonly filters: PostFilters;
  /** The search as typed; empty: none. */
  readonly search: string;
  /** The post whose panel is open; `null`: none. */
  readonly postId: string | null;
}

const DEFAULT_SORT: FullViewSort = { column: 'multiple', direction: 'descending' };

export const DEFAULT_FULL_VIEW_STATE: FullViewState = {
  list: 'all',
  windowDays: null,
  sort: DEFAULT_SORT,
  filters: NO_FILTERS,
  search: '',
  postId: null,
};

/** The longest text that is read from an address, characters. */
const MAX_TEXT_LENGTH = 500;

/**
 * Parses the hash of the full view's address, such as `#list=breakouts&days=7&sort=-gained`. A part
 * that is missing or unknown is as in {@link DEFAULT_FULL_VIEW_STATE}.
 */
export function parseFullViewHash(hash: string): FullViewState {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const text = (name: string) => parts.get(name)?.slice(0, MAX_TEXT_LENGTH) ?? '';
  const days = Number(parts.get('days') ?? Number.NaN);
  const [, direction, column] = /^(-?)(.*)$/s.exec(parts.get('sort') ?? '') ?? [];
  const knownColumn = FULL_VIEW_COLUMNS.find((name) => name === column);
  // The popup's parser is tolerant of every value, so it reads the filters of an address too.
  const filters = parseFilters({
    ...Object.fromEntries(parts),
    minFollowers: Number(parts.get('minFollowers')),
  });
  return {
    list: FULL_VIEW_LISTS.find((name) => name === parts.get('list')) ?? 'all',
    windowDays: Number.isInteger(days) && days >= 1 && days <= 365 ? days : null,
    sort:
      knownColumn === undefined
        ? DEFAULT_SORT
        : { column: knownColumn, direction: direction === '-' ? 'descending' : 'ascending' },
    filters,
    search: text('search'),
    postId: text('post') || null,
  };
}

/** Writes the state as a hash that {@link parseFullViewHash} reads; empty for the default state. */
export function toFullViewHash(state: FullViewState): string {
  const { sort } = state;
  const isDefaultSort =
    sort.column === DEFAULT_SORT.column && sort.direction === DEFAULT_SORT.direction;
  const parts: readonly (readonly [name: string, value: string | null])[] = [
    ['list', state.list === 'all' ? null : state.list],
    ['days', state.windowDays === null ? null : String(state.windowDays)],
    ['sort', isDefaultSort ? null : `${sort.direction === 'descending' ? '-' : ''}${sort.column}`],
    ...Object.entries(state.filters).map(
      ([name, value]) => [name, value === null ? null : String(value)] as const,
    ),
    ['search', state.search.trim() === '' ? null : state.search.slice(0, MAX_TEXT_LENGTH)],
    ['post', state.postId],
  ];
  const hash = new URLSearchParams();
  for (const [name, value] of parts) if (value !== null) hash.set(name, value);
  return hash.size === 0 ? '' : `#${hash}`;
}

/** The state of the full view that shows what the popup shows. */
export function fullViewStateOfPopup(view: PopupView, search: string): FullViewState {
  const columns = {
    multiple: 'multiple',
    views: 'gained',
    engagement: 'engagementGained',
  } as const;
  return {
    ...DEFAULT_FULL_VIEW_STATE,
    // Top movers are all posts by what they gained.
    list: view.tab === 'topMovers' ? 'all' : view.tab,
    windowDays: view.windowDays,
    sort: { column: columns[orderOf(view)], direction: 'descending' },
    filters: view.filters,
    search,
  };
}
