import * as z from 'zod/mini';
import { windowsToAsk } from '../breakouts/model/lookback-window.ts';
import type { Settings } from '../settings/settings.ts';
import type { KeyOwner } from '../state/key-owner.ts';
import { DAY_MS } from '../time/units.ts';
import { type ApiCapabilities, apiCapabilitiesSchema } from './api-capabilities.ts';
import { isListed, type Listing, listingSchema, remainingPages } from './listing/listing.ts';

/**
 * Raised when the shape below changes: a checkpoint of another version is dropped and its sync
 * starts again.
 */
const CHECKPOINT_VERSION = 5;

/** A list that has changed for a day is better read again than from the middle. ms. */
const MAX_CHECKPOINT_AGE_MS = DAY_MS;

const listSchema = z.enum(['account-videos', 'videos']);
const daysSchema = z.readonly(z.array(z.number()));

/**
 * The state of a run, from which a sync resumes after its worker died: a plain value, stored
 * together with the records that led to it. Times are ms since epoch.
 */
export const checkpointSchema = z.readonly(
  z.object({
    version: z.literal(CHECKPOINT_VERSION),
    /** The name of the run; its records in the library carry it. */
    run: z.string(),
    startedAt: z.number(),
    /**
     * The work of the run ({@link scopeOf}), and the library it adds to ({@link libraryScopeOf}).
     */
    scope: z.string(),
    libraryScope: z.string(),
    /** The run that the library was at when this one began; `null`: there was none. */
    baseRun: z.nullable(z.string()),
    lists: z.readonly(z.array(listSchema)),
    /** Look-back windows, days. */
    windows: daysSchema,

    /** The scan of the tracked accounts, which comes first; `null`: it is done, or not needed. */
    accountScan: z.nullable(
      z.readonly(
        z.object({ cursor: z.nullable(z.string()), pages: z.number(), parseFailures: z.number() }),
      ),
    ),
    /**
     * The API does not list the accounts: posts are listed without knowing which were refreshed.
     */
    accountsUnavailable: z.boolean(),
    /** Slices of lists may be asked for (by account, by platform, from both ends). */
    useFilters: z.boolean(),

    /**
     * The plan, once the accounts are known: all account videos, those of some accounts, the posts
     * tracked one by one.
     */
    isFullListing: z.boolean(),
    accountIds: z.readonly(z.array(z.string())),
    listsVideos: z.boolean(),
    /** The planned listing; `null`: nothing is planned yet. */
    listing: z.nullable(listingSchema),

    /** The number of the next record to be stored. */
    nextRecord: z.number(),
    /** Tracked accounts, pages of posts and posts read so far. */
    accounts: z.number(),
    pages: z.number(),
    posts: z.number(),
    rowsWithoutId: z.number(),

    /** The capabilities that the run has learned ({@link ApiCapabilities}). */
    ...apiCapabilitiesSchema.shape,
  }),
);

export type StoredCheckpoint = z.infer<typeof checkpointSchema>;

/**
 * A post that waits for its gains: its last refresh (ms since epoch), and the windows to be asked
 * for, days.
 */
export type PendingPost = readonly [
  id: string,
  refreshedAt: number | null,
  windows: readonly number[],
];

/** The state of a run in memory. */
export interface Checkpoint extends StoredCheckpoint {
  /**
   * Listed posts whose gains have not come yet, in the order of the lists. Not stored: they follow
   * from the records of the run, and writing thousands of them with every response took longer than
   * the rest.
   */
  readonly pending: readonly PendingPost[];
}

/** Returns a text that is equal for two runs with the same work: key, lists and windows. */
export function scopeOf(keyOwner: KeyOwner, settings: Settings): string {
  return JSON.stringify([keyOwner.savedAt, libraryScopeOf(keyOwner, settings)]);
}

/**
 * Returns a text that is equal for two runs that add to the same library: organization, lists and
 * windows.
 */
export function libraryScopeOf({ organizationId }: KeyOwner, settings: Settings): string {
  return JSON.stringify([organizationId, settings.lists, windowsToAsk(settings.lookbackDays)]);
}

/**
 * Creates the checkpoint of a new run.
 *
 * @param random in [0, 1): distinguishes two runs of one moment
 */
export function newCheckpoint(
  keyOwner: KeyOwner,
  settings: Settings,
  capabilities: ApiCapabilities,
  now: number,
  random: number,
): Checkpoint {
  const lists =
    settings.lists === 'both'
      ? (['account-videos', 'videos'] as const)
      : ([settings.lists] as const);
  return {
    version: CHECKPOINT_VERSION,
    run: `${now.toString(36)}-${Math.floor(random * 2 ** 32).toString(36)}`,
    startedAt: now,
    scope: scopeOf(keyOwner, settings),
    libraryScope: libraryScopeOf(keyOwner, settings),
    baseRun: null,
    lists,
    windows: windowsToAsk(settings.lookbackDays),
    accountsUnavailable: false,
    useFilters: true,
    ...nothingRead(lists),
    nextRecord: 0,
    ...capabilities,
  };
}

/**
 * Restarts without slices of lists, because the API does not return them correctly. Fetched data
 * stays under the former name of the run.
 */
export function restartWithoutFilters(checkpoint: Checkpoint): Checkpoint {
  const started = nothingRead(checkpoint.lists);
  return {
    ...checkpoint,
    ...started,
    run: `${checkpoint.run}-whole`,
    useFilters: false,
    accountScan: checkpoint.accountsUnavailable ? null : started.accountScan,
  };
}

function nothingRead(lists: readonly StoredCheckpoint['lists'][number][]) {
  return {
    accountScan: lists.includes('account-videos')
      ? { cursor: null, pages: 0, parseFailures: 0 }
      : null,
    ...{ isFullListing: false, accountIds: [], listsVideos: false, listing: null, pending: [] },
    ...{ accounts: 0, pages: 0, posts: 0, rowsWithoutId: 0 },
  };
}

/**
 * Returns the stored checkpoint if a run for `scope` can resume from it, else `null`.
 *
 * @param baseRun the run that the library is at
 */
export function usableCheckpoint(
  stored: unknown,
  scope: string,
  baseRun: string | null,
  now: number,
): StoredCheckpoint | null {
  const parsed = checkpointSchema.safeParse(stored);
  if (!parsed.success || parsed.data.scope !== scope || parsed.data.baseRun !== baseRun)
    return null;
  const age = now - parsed.data.startedAt;
  // A negative age means that the clock was set back: the true age is unknown.
  return age >= 0 && age <= MAX_CHECKPOINT_AGE_MS ? parsed.data : null;
}

/** Returns true once every page of the plan has come. */
export function hasListedAll({ listing }: Checkpoint): boolean {
  return listing !== null && isListed(listing);
}

/** Returns the pages that the run lists in all, an estimate; `null` while unknown. */
export function pagesExpected({
  listing,
  pages,
}: {
  readonly listing: Listing | null;
  readonly pages: number;
}) {
  const remaining = listing && remainingPages(listing);
  return remaining === null ? null : pages + remaining;
}
