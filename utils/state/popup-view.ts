/** The lists of posts that the popup has a tab for. */
export const TABS = ['breakouts', 'stillStrong', 'topMovers'] as const;
export type Tab = (typeof TABS)[number];

/** The orders of a list. */
export const ORDERS = ['multiple', 'views', 'engagement'] as const;
export type Order = (typeof ORDERS)[number];

/** The facts of a post that lists can be filtered by: groups that it belongs to. */
export const FILTERS = ['platform', 'creatorName', 'category', 'tag', 'accountKey'] as const;
export type Filter = (typeof FILTERS)[number];

/** A choice among posts. Of a group: only posts that belong to it. `null`: all. */
export interface PostFilters extends Readonly<Record<Filter, string | null>> {
  /** Only posts of accounts that are known to have this many followers. */
  readonly minFollowers: number | null;
  /** Without posts whose caption has one of these words: as typed, with blanks or commas. */
  readonly excludedWords: string | null;
}

/** The user's choices for the popup's lists, which are kept permanently. */
export interface PopupView {
  readonly tab: Tab;
  /** Days; `null`: the look-back window of the settings. */
  readonly windowDays: number | null;
  /** `null`: the tab's own order ({@link orderOf}). */
  readonly order: Order | null;
  readonly filters: PostFilters;
}

/** The state of a popup that was closed, which is kept for {@link SESSION_KEPT_MS}. */
export interface PopupSession {
  /** ms since epoch. */
  readonly closedAt: number;
  readonly search: string;
  /** Pixels. */
  readonly scrollTop: number;
  /** The row that had the focus. */
  readonly focusedKey: string | null;
}

export const SESSION_KEPT_MS = 10 * 60_000;

export const NO_FILTERS: PostFilters = {
  platform: null,
  creatorName: null,
  category: null,
  tag: null,
  accountKey: null,
  minFollowers: null,
  excludedWords: null,
};

/** Counts the filters that are set. */
export function countFilters(filters: PostFilters): number {
  return Object.values(filters).filter((value) => value !== null).length;
}

/** The facts of a post that decide which groups it belongs to. */
export interface GroupedPost extends Readonly<Record<Exclude<Filter, 'tag'>, string | null>> {
  readonly tags: readonly string[];
}

/** Returns true if a post belongs to every group that the filters name. */
export function isInGroups(post: GroupedPost, filters: PostFilters): boolean {
  return FILTERS.every((name) => {
    const wanted = filters[name];
    if (wanted === null) return true;
    return name === 'tag' ? post.tags.includes(wanted) : post[name] === wanted;
  });
}

export const DEFAULT_VIEW: PopupView = {
  tab: 'breakouts',
  windowDays: null,
  order: null,
  filters: NO_FILTERS,
};

/**
 * The order of a tab: the one chosen, else top movers by views and the others by how far they are
 * above the usual.
 */
export function orderOf({ tab, order }: Pick<PopupView, 'tab' | 'order'>): Order {
  return order ?? (tab === 'topMovers' ? 'views' : 'multiple');
}

/** The key of the choices, in `local`. */
export const POPUP_VIEW_KEY = 'popupView';
/** The key of the closed popup's state, in `session`. */
export const POPUP_SESSION_KEY = 'popupSession';

/**
 * Reads stored choices without a schema, which would delay the first frame: each that does not fit
 * is as for a new user.
 */
export function parsePopupView(stored: unknown): PopupView {
  const { tab, windowDays, order, filters } = asRecord(stored);
  return {
    tab: TABS.find((name) => name === tab) ?? DEFAULT_VIEW.tab,
    windowDays: typeof windowDays === 'number' && windowDays > 0 ? windowDays : null,
    order: ORDERS.find((name) => name === order) ?? null,
    filters: parseFilters(filters),
  };
}

/** Reads filters likewise: each that does not fit is not set. */
export function parseFilters(stored: unknown): PostFilters {
  const wanted = asRecord(stored);
  return Object.fromEntries(
    Object.keys(NO_FILTERS).map((name) => {
      const value = wanted[name];
      const fits =
        name === 'minFollowers'
          ? typeof value === 'number' && value > 0
          : typeof value === 'string';
      return [name, fits ? value : null];
    }),
  ) as unknown as PostFilters;
}

/**
 * Reads the state of the popup when it was last closed; `null` when that is too long ago.
 *
 * @param now ms since epoch
 */
export function parsePopupSession(stored: unknown, now: number): PopupSession | null {
  const { closedAt, search, scrollTop, focusedKey } = asRecord(stored);
  if (typeof closedAt !== 'number' || closedAt > now || now - closedAt > SESSION_KEPT_MS)
    return null;
  return {
    closedAt,
    search: typeof search === 'string' ? search : '',
    scrollTop: typeof scrollTop === 'number' && scrollTop > 0 ? scrollTop : 0,
    focusedKey: typeof focusedKey === 'string' ? focusedKey : null,
  };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
