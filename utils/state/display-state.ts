import { needsUser } from '../creator-audit/problem/needs-user.ts';
import type { Problem } from '../creator-audit/problem/problem.ts';
import { activePause } from '../sync/backoff.ts';
import { HOUR_MS, MINUTE_MS } from '../time/units.ts';
import type { PageState } from './page-state.ts';
import type { PublicationHead } from './publication-head.ts';
import type { Pause, SyncProgress, SyncStatus } from './sync-status.ts';

/** The state of the extension as badge, tooltip and pages show it. */
export interface DisplayState {
  /**
   * - `no-key`: nothing was ever asked.
   * - `needs-access`: the browser withholds access to the API; polling has stopped until the user
   *   grants it.
   * - `needs-user`: polling has stopped until the user does something.
   * - `failing`: the last attempt failed and there is nothing to show, or the failure will not pass
   *   unseen.
   * - `transient-failure`: the last attempt failed in a way that will most likely pass by itself;
   *   what is shown is still good.
   * - `first-sync`: the first posts are on their way; some may be shown already.
   * - `ok`: the last sync succeeded.
   */
  readonly kind:
    | 'no-key'
    | 'needs-access'
    | 'needs-user'
    | 'failing'
    | 'transient-failure'
    | 'first-sync'
    | 'ok';
  readonly problem: Problem | null;
  readonly pause: Pause | null;
  readonly progress: SyncProgress | null;
  /** The last sync is more than two refresh intervals ago. */
  readonly isStale: boolean;
  /**
   * CreatorAudit's newest count is older than {@link MAX_COUNTS_AGE_MS}, however often the
   * extension has synced since.
   */
  readonly hasOldCounts: boolean;
}

/** The part of the state of pages that decides how the extension is shown. */
type DisplayedState = Pick<PageState, 'keyOwner' | 'status' | 'publication' | 'settings'>;

/** Problems that are not of the API or the key: a flaky connection must not raise a red alarm. */
const TRANSIENT_KINDS: ReadonlySet<Problem['kind']> = new Set(['offline', 'network', 'timeout']);

/** The number of refresh intervals without a sync after which the data is stale. */
const STALE_AFTER_INTERVALS = 2;

/**
 * CreatorAudit counts an account once a day by default: counts older than a day and a half are old.
 */
const MAX_COUNTS_AGE_MS = 36 * HOUR_MS;

/** Derives the display state from the state of pages. @param now ms since epoch */
export function displayStateOfPage(
  { keyOwner, status, publication, settings: { refreshMinutes } }: DisplayedState,
  now: number,
): DisplayState {
  return displayStateOf({ hasKey: keyOwner !== null, status, publication, refreshMinutes, now });
}

/**
 * Derives the display state from stored data. It is not stored itself, so it cannot contradict that
 * data.
 */
export function displayStateOf(stored: {
  readonly hasKey: boolean;
  readonly status: SyncStatus;
  readonly publication: PublicationHead | null;
  readonly refreshMinutes: number;
  readonly now: number;
}): DisplayState {
  const { hasKey, status, publication, refreshMinutes, now } = stored;
  const { problem, progress } = status;
  const isStale =
    publication !== null &&
    now - publication.completedAt > STALE_AFTER_INTERVALS * refreshMinutes * MINUTE_MS;
  const { newestRefreshAt: newest = null, clockOffsetMs = 0 } = publication ?? {};
  // CreatorAudit's times are by its own clock.
  const hasOldCounts = newest !== null && now + clockOffsetMs - newest > MAX_COUNTS_AGE_MS;
  const pause = activePause(status.pause, now, status.lastAttemptAt);
  const common = { problem, progress, isStale, hasOldCounts, pause };
  if (!hasKey) return { ...common, kind: 'no-key', problem: null, progress: null };
  const isComplete = publication !== null && publication.isPartial !== true;
  if (problem === null) return { ...common, kind: isComplete ? 'ok' : 'first-sync' };
  if (problem.kind === 'access-missing') return { ...common, kind: 'needs-access' };
  if (needsUser(problem)) return { ...common, kind: 'needs-user' };
  const isTransient = publication !== null && !isStale && TRANSIENT_KINDS.has(problem.kind);
  return { ...common, kind: isTransient ? 'transient-failure' : 'failing' };
}
