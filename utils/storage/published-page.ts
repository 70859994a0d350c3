import type { CurrentBreakout, FirstRanking } from '../state/first-ranking.ts';
import type { PageState } from '../state/page-state.ts';
import { FIRST_RANKING_VERSION, PAGE_STATE_VERSION } from '../state/published-versions.ts';
import type { StoredItems } from './storage-adapter.ts';

/*
 * The values in extension storage that pages read. Each is JSON text in an envelope with the
 * integer version of its shape. No schema here: the worker alone writes them, and the first frame
 * does not wait for a validator to load.
 */

export const PAGE_STATE_KEY = 'pageState';
export const FIRST_RANKING_KEY = 'firstRanking';
/** Breakouts that are only counted, and only after the first frame. */
export const MORE_BREAKOUTS_KEY = 'moreBreakouts';

/** Breakouts that the first frame's value has at most, apart from those of account rises. */
const MAX_FIRST_BREAKOUTS = 200;

/** The stored form of each value. */
export interface PageValue {
  readonly version: number;
  readonly value: string;
}

export function toPageState(state: PageState): PageValue {
  return { version: PAGE_STATE_VERSION, value: JSON.stringify(state) };
}

interface MoreBreakouts {
  readonly generation: number;
  readonly breakouts: readonly CurrentBreakout[];
}

/**
 * The stored forms of the first frame's ranking, by key: 10,000 breakouts would keep the first
 * frame waiting, so most of them are a value of their own.
 *
 * @throws RangeError for a number that JSON cannot hold and would write as `null`
 */
export function toFirstRanking(
  ranking: FirstRanking,
): Readonly<Record<typeof FIRST_RANKING_KEY | typeof MORE_BREAKOUTS_KEY, PageValue>> {
  const { generation } = ranking;
  const { first = [], more = [] } = Object.groupBy(ranking.breakouts, ({ isPartOfRise }, index) =>
    isPartOfRise || index < MAX_FIRST_BREAKOUTS ? 'first' : 'more',
  );
  const toValue = (value: FirstRanking | MoreBreakouts) => ({
    version: FIRST_RANKING_VERSION,
    value: JSON.stringify(value, finite),
  });
  return {
    [FIRST_RANKING_KEY]: toValue({
      ...ranking,
      breakouts: first,
      ...(more.length > 0 ? { hasMore: true } : {}),
    }),
    [MORE_BREAKOUTS_KEY]: toValue({ generation, breakouts: more }),
  };
}

function finite(name: string, part: unknown): unknown {
  if (typeof part === 'number' && !Number.isFinite(part)) throw new RangeError(name);
  return part;
}

/**
 * Parses the stored state; returns `null` if it is missing, of another version, or invalid JSON.
 */
export function parsePageState(stored: unknown): PageState | null {
  return parse<PageState>(stored, PAGE_STATE_VERSION);
}

/**
 * Parses the first frame's ranking, with all its breakouts if they are among the items; returns
 * `null` if a part is missing, of another version or generation, or invalid JSON.
 */
export function parseFirstRanking(items: StoredItems): FirstRanking | null {
  const first = parse<FirstRanking>(items[FIRST_RANKING_KEY], FIRST_RANKING_VERSION);
  if (first?.hasMore !== true || items[MORE_BREAKOUTS_KEY] === undefined) return first;
  const more = parse<MoreBreakouts>(items[MORE_BREAKOUTS_KEY], FIRST_RANKING_VERSION);
  if (more?.generation !== first.generation) return null;
  return { ...first, breakouts: [...first.breakouts, ...more.breakouts], hasMore: false };
}

function parse<T>(stored: unknown, version: number): T | null {
  const { version: found, value } = (stored ?? {}) as Partial<PageValue>;
  if (found !== version || typeof value !== 'string') return null;
  try {
    return JSON.parse(value) as T;
  } catch {
    return null;
  }
}
