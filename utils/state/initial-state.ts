import type { ApiDeprecation } from './api-deprecation.ts';
import type { Marks } from './marks.ts';
import type { Overview } from './overview.ts';
import type { SyncStatus } from './sync-status.ts';

/* The initial values. Kept apart from the schemas, so that the popup can do without these. */

export const NEVER_SYNCED: SyncStatus = {
  progress: null,
  problem: null,
  pause: null,
  lastAttemptAt: null,
  lastSuccessAt: null,
  failuresInARow: 0,
};

export const NOT_ASKED_YET: ApiDeprecation = { askedAt: null, deprecation: null, sunset: null };

export const NO_OVERVIEW: Overview = { askedAt: null, figures: null };

export const NO_MARKS: Marks = { posts: {}, accounts: {}, creators: {}, undo: [] };
