import * as z from 'zod/mini';
import { windowsToAsk } from '../breakouts/lookback-window.ts';
import { newPagingGuard, pagingGuardSchema } from '../creator-audit/paging-guard.ts';
import type { Settings } from '../settings/settings.ts';
import type { KeyHolder } from './key-holder.ts';

/** Raised when the shape below changes: a checkpoint of another version is dropped and its sync starts anew. */
const CHECKPOINT_VERSION = 1;

/** A list that has moved on for a day is better walked anew than from the middle. ms. */
const OLDEST_USABLE_MS = 24 * 60 * 60 * 1000;

/** Rows of a page: the most that the API gives (API reference, Lists of videos). */
const ROWS_PER_PAGE = 200;

/** The walk through one list of the API. */
const walkSchema = z.readonly(
  z.object({
    list: z.enum(['account-videos', 'videos']),
    /** Where the next page starts; `null` before the first page. */
    cursor: z.nullable(z.string()),
    pages: z.number(),
    /** Rows the list has in all, as its first page said. */
    totalRows: z.nullable(z.number()),
    isDone: z.boolean(),
    /** A cursor refused half-way restarts its list, once. */
    wasRestarted: z.boolean(),
    guard: pagingGuardSchema,
  }),
);

/**
 * All that a sync has to know to go on after the worker died: a plain value, stored together with the rows that brought it
 * there. Times are ms since epoch.
 */
export const checkpointSchema = z.readonly(
  z.object({
    version: z.literal(CHECKPOINT_VERSION),
    /** Names the run; its pages and deltas in the post library carry it. */
    run: z.string(),
    startedAt: z.number(),
    /** What the run is for ({@link scopeOf}). */
    scope: z.string(),
    /** Look-back windows to ask for, in days. */
    windows: z.readonly(z.array(z.number())),
    walks: z.readonly(z.array(walkSchema)),
    /** Ids of listed posts whose deltas have not come yet, in the order of the lists. */
    pendingIds: z.readonly(z.array(z.string())),
    /** The number of the next record to be stored. */
    nextRecord: z.number(),
    posts: z.number(),
    rowsWithoutId: z.number(),
    /** Posts that the API lists but knows no deltas of (`meta.not_found`). */
    withoutDeltas: z.number(),
    deltasByGet: z.boolean(),
  }),
);

export type Checkpoint = z.infer<typeof checkpointSchema>;
export type Walk = z.infer<typeof walkSchema>;

/** What makes two runs the same work: key, lists and windows. */
export function scopeOf(keyHolder: KeyHolder, settings: Settings): string {
  const { organizationId, savedAt } = keyHolder;
  return JSON.stringify([organizationId, savedAt, settings.lists, windowsToAsk(settings.lookbackDays)]);
}

/** Where a new run starts. @param random in [0, 1): keeps two runs of one moment apart */
export function newCheckpoint(
  scope: string,
  settings: Settings,
  deltasByGet: boolean,
  now: number,
  random: number,
): Checkpoint {
  const lists = settings.lists === 'both' ? (['account-videos', 'videos'] as const) : ([settings.lists] as const);
  return {
    version: CHECKPOINT_VERSION,
    run: `${now.toString(36)}-${Math.floor(random * 2 ** 32).toString(36)}`,
    startedAt: now,
    scope,
    windows: windowsToAsk(settings.lookbackDays),
    walks: lists.map(newWalk),
    pendingIds: [],
    nextRecord: 0,
    posts: 0,
    rowsWithoutId: 0,
    withoutDeltas: 0,
    deltasByGet,
  };
}

/** The walk of a list before its first page. */
export function newWalk(list: Walk['list']): Walk {
  return { list, cursor: null, pages: 0, totalRows: null, isDone: false, wasRestarted: false, guard: newPagingGuard() };
}

/** The stored checkpoint if a run for `scope` can go on from it; else `null`. */
export function usableCheckpoint(stored: unknown, scope: string, now: number): Checkpoint | null {
  const parsed = checkpointSchema.safeParse(stored);
  if (!parsed.success || parsed.data.scope !== scope) return null;
  const age = now - parsed.data.startedAt;
  // A negative age means that the clock was set back: how old the checkpoint is cannot be known.
  return age >= 0 && age <= OLDEST_USABLE_MS ? parsed.data : null;
}

/** How many pages the lists have in all; `null` while one of them did not say. */
export function pagesExpected(checkpoint: Checkpoint): number | null {
  return checkpoint.walks.reduce<number | null>(
    (sum, { totalRows }) =>
      sum === null || totalRows === null ? null : sum + Math.max(1, Math.ceil(totalRows / ROWS_PER_PAGE)),
    0,
  );
}
