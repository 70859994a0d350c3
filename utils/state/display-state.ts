import type { Problem } from '../creator-audit/problem/problem.ts';
import { needsUser } from '../creator-audit/problem/problem-policy.ts';
import { activePause } from '../sync/backoff.ts';
import type { PublicationHead } from './publication-head.ts';
import type { Pause, SyncProgress, SyncStatus } from './sync-status.ts';

/** What a screen, or the badge, has to know of how things stand. */
export interface DisplayState {
  /**
   * - `no-key`: nothing was ever asked.
   * - `needs-access`: the browser withholds access to the API; polling has stopped until the user grants it.
   * - `needs-user`: polling has stopped until the user does something.
   * - `failing`: the last attempt failed and there is nothing to show, or the failure will not pass unseen.
   * - `quiet-failure`: the last attempt failed in a way that will most likely pass by itself; what is shown is still good.
   * - `first-sync`: nothing to show yet, and on its way.
   * - `well`: the last sync succeeded.
   */
  readonly kind: 'no-key' | 'needs-access' | 'needs-user' | 'failing' | 'quiet-failure' | 'first-sync' | 'well';
  readonly problem: Problem | null;
  readonly pause: Pause | null;
  readonly progress: SyncProgress | null;
  /** What is shown is older than two refresh intervals. */
  readonly isStale: boolean;
}

/** Problems that say nothing of the API or the key: a flaky connection must not raise a red alarm. */
const QUIET_KINDS: ReadonlySet<Problem['kind']> = new Set(['offline', 'network', 'timeout']);

/** Intervals after which silence is called stale. */
const STALE_AFTER_INTERVALS = 2;

/** Derives the situation from what is stored; nothing of it is stored itself, so it can never contradict its parts. */
export function displayStateOf(facts: {
  readonly hasKey: boolean;
  readonly status: SyncStatus;
  readonly publication: PublicationHead | null;
  readonly refreshMinutes: number;
  readonly now: number;
}): DisplayState {
  const { hasKey, status, publication, refreshMinutes, now } = facts;
  const { problem, progress } = status;
  const isStale =
    publication !== null && now - publication.completedAt > STALE_AFTER_INTERVALS * refreshMinutes * 60_000;
  const common = { problem, progress, isStale, pause: activePause(status.pause, now, status.lastAttemptAt) };
  if (!hasKey) return { ...common, kind: 'no-key', problem: null, progress: null };
  if (problem === null) return { ...common, kind: publication === null ? 'first-sync' : 'well' };
  if (problem.kind === 'access-missing') return { ...common, kind: 'needs-access' };
  if (needsUser(problem)) return { ...common, kind: 'needs-user' };
  const isQuiet = publication !== null && !isStale && QUIET_KINDS.has(problem.kind);
  return { ...common, kind: isQuiet ? 'quiet-failure' : 'failing' };
}
