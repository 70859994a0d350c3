import type { FirstRanking } from '../state/first-ranking.ts';
import type { PageState } from '../state/page-state.ts';
import { FIRST_RANKING_VERSION, PAGE_STATE_VERSION } from '../state/published-versions.ts';

/*
 * The two values in extension storage that pages read. Both are JSON text in an envelope with the
 * integer version of its shape. No schema here: the worker alone writes them, and the first frame
 * does not wait for a validator to load.
 */

export const PAGE_STATE_KEY = 'pageState';
export const FIRST_RANKING_KEY = 'firstRanking';

/** The stored form of either value. */
export interface PageValue {
  readonly version: number;
  readonly value: string;
}

export function toPageState(state: PageState): PageValue {
  return { version: PAGE_STATE_VERSION, value: JSON.stringify(state) };
}

/** @throws RangeError for a number that JSON cannot hold and would write as `null` */
export function toFirstRanking(ranking: FirstRanking): PageValue {
  return { version: FIRST_RANKING_VERSION, value: JSON.stringify(ranking, finite) };
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
 * Parses the stored ranking; returns `null` if it is missing, of another version, or invalid JSON.
 */
export function parseFirstRanking(stored: unknown): FirstRanking | null {
  return parse<FirstRanking>(stored, FIRST_RANKING_VERSION);
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
