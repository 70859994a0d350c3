import * as z from 'zod/mini';
import { windowsToAsk } from '../breakouts/model/lookback-window.ts';
import { PAGE_LIMIT } from '../creator-audit/list-envelope.ts';
import type { Settings } from '../settings/settings.ts';
import type { KeyOwner } from '../state/key-owner.ts';
import { isSameSlice, listCursorSchema, remainingRows } from './list-cursor.ts';

/** Raised when the shape below changes: a checkpoint of another version is dropped and its sync starts anew. */
const CHECKPOINT_VERSION = 4;

/** A list that has moved on for a day is better walked anew than from the middle. ms. */
const OLDEST_USABLE_MS = 24 * 60 * 60 * 1000;

const listSchema = z.enum(['account-videos', 'videos']);

/**
 * What a sync has to know to go on after the worker died, but for what the records of its run tell: a plain value, stored together with the
 * rows that brought it there. Times are ms since epoch.
 */
export const checkpointSchema = z.readonly(
  z.object({
    version: z.literal(CHECKPOINT_VERSION),
    /** Names the run; its records in the post library carry it. */
    run: z.string(),
    startedAt: z.number(),
    /** What the run is for ({@link scopeOf}). */
    scope: z.string(),
    /** What the library that it adds to is of ({@link libraryScopeOf}). */
    libraryScope: z.string(),
    /** The run that the library stood at when this one began; `null`: there was none. */
    baseRun: z.nullable(z.string()),
    lists: z.readonly(z.array(listSchema)),
    /** Look-back windows to ask for, in days. */
    windows: z.readonly(z.array(z.number())),
    /** The walk through the tracked accounts, which comes first; `null`: it is done, or not wanted. */
    accountScan: z.nullable(
      z.readonly(z.object({ cursor: z.nullable(z.string()), pages: z.number(), parseFailures: z.number() })),
    ),
    /** The API did not tell the accounts: their posts are listed without asking what has changed. */
    accountsUnavailable: z.boolean(),
    /** Whether parts of lists are asked for (by account, by platform, from both ends), or whole lists only. */
    useFilters: z.boolean(),
    /** What is listed is decided: when the accountScan is done. */
    isPlanned: z.boolean(),
    /** All account videos are listed, not only those of {@link accountIds}. */
    isFullListing: z.boolean(),
    /** The posts tracked one by one are listed. */
    listsVideos: z.boolean(),
    /** Platforms of the tracked accounts, if all are known: a large list is walked by platform. */
    platforms: z.readonly(z.array(z.string())),
    /** Rows of the list that is walked by platform, as it said before; `null`: it is not. */
    sweepRows: z.nullable(z.number()),
    /** Accounts whose posts are listed, and those of them whose first page has not come yet. */
    accountIds: z.readonly(z.array(z.string())),
    accountsToBegin: z.readonly(z.array(z.string())),
    /** Done walks of accounts are dropped, others stay. */
    walks: z.readonly(z.array(listCursorSchema)),
    /** The number of the next record to be stored. */
    nextRecord: z.number(),
    /** Tracked accounts read so far. */
    accounts: z.number(),
    /** Pages and posts listed so far. */
    pages: z.number(),
    posts: z.number(),
    rowsWithoutId: z.number(),
    deltasByGet: z.boolean(),
  }),
);

export type StoredCheckpoint = z.infer<typeof checkpointSchema>;

/** A post that waits for its deltas, with its last refresh, ms since epoch. */
export type PendingPost = readonly [id: string, refreshedAt: number | null];

/** Where a run stands. */
export interface Checkpoint extends StoredCheckpoint {
  /**
   * Listed posts whose deltas have not come yet, in the order of the lists. Not stored: they follow from the records of the run, and to write
   * thousands of them with every answer took longer than the rest of it.
   */
  readonly pending: readonly PendingPost[];
}

/** What makes two runs the same work: key, lists and windows. */
export function scopeOf(keyHolder: KeyOwner, settings: Settings): string {
  return JSON.stringify([keyHolder.savedAt, libraryScopeOf(keyHolder, settings)]);
}

/** What makes two runs add to the same library: organization, lists and windows. Another key of the organization adds to it too. */
export function libraryScopeOf({ organizationId }: KeyOwner, settings: Settings): string {
  return JSON.stringify([organizationId, settings.lists, windowsToAsk(settings.lookbackDays)]);
}

/** Where a new run starts. @param random in [0, 1): keeps two runs of one moment apart */
export function newCheckpoint(
  keyHolder: KeyOwner,
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
    scope: scopeOf(keyHolder, settings),
    libraryScope: libraryScopeOf(keyHolder, settings),
    baseRun: null,
    lists,
    windows: windowsToAsk(settings.lookbackDays),
    accountScan: settings.lists === 'videos' ? null : newSurvey(),
    accountsUnavailable: false,
    useFilters: true,
    isPlanned: false,
    isFullListing: false,
    listsVideos: false,
    platforms: [],
    sweepRows: null,
    accountIds: [],
    accountsToBegin: [],
    walks: [],
    pending: [],
    nextRecord: 0,
    accounts: 0,
    pages: 0,
    posts: 0,
    rowsWithoutId: 0,
    deltasByGet,
  };
}

/**
 * The same work begun anew without asking for parts of lists: the API does not give them as they should be. What was fetched is left behind
 * under the former name of the run.
 */
export function restartWithoutFilters(checkpoint: Checkpoint): Checkpoint {
  return {
    ...checkpoint,
    ...{
      run: `${checkpoint.run}-whole`,
      useFilters: false,
      isPlanned: false,
      isFullListing: false,
      listsVideos: false,
      sweepRows: null,
    },
    ...{
      accountScan: checkpoint.accountsUnavailable || !checkpoint.lists.includes('account-videos') ? null : newSurvey(),
    },
    ...{
      accountIds: [],
      accountsToBegin: [],
      walks: [],
      pending: [],
      accounts: 0,
      pages: 0,
      posts: 0,
      rowsWithoutId: 0,
    },
  };
}

function newSurvey() {
  return { cursor: null, pages: 0, parseFailures: 0 };
}

/** The stored checkpoint if a run for `scope` can go on from it; else `null`. @param baseRun the run that the library stands at */
export function usableCheckpoint(
  stored: unknown,
  scope: string,
  baseRun: string | null,
  now: number,
): StoredCheckpoint | null {
  const parsed = checkpointSchema.safeParse(stored);
  if (!parsed.success || parsed.data.scope !== scope || parsed.data.baseRun !== baseRun) return null;
  const age = now - parsed.data.startedAt;
  // A negative age means that the clock was set back: how old the checkpoint is cannot be known.
  return age >= 0 && age <= OLDEST_USABLE_MS ? parsed.data : null;
}

/** How many pages the run lists in all, as far as can be told; `null` while that cannot be told. */
export function pagesExpected({ isPlanned, walks, pages, accountsToBegin }: Checkpoint): number | null {
  if (!isPlanned) return null;
  let toCome = accountsToBegin.length;
  for (const [index, walk] of walks.entries()) {
    const isCounted = walks.findIndex((other) => isSameSlice(walk, other)) < index;
    if (walk.isDone || isCounted) continue;
    if (walk.accountId !== null) {
      toCome += 1;
      continue;
    }
    const rows = remainingRows(walk, walks);
    if (rows === null) return null;
    toCome += Math.max(1, Math.ceil(rows / PAGE_LIMIT));
  }
  return pages + toCome;
}
