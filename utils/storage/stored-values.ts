import * as z from 'zod/mini';
import { DEFAULT_SETTINGS, type Settings } from '../settings/settings.ts';
import { settingsSchema } from '../settings/settings-schema.ts';
import { apiDeprecationSchema } from '../state/api-deprecation.ts';
import { NEVER_SYNCED, NOT_ASKED_YET } from '../state/initial-state.ts';
import { keyOwnerSchema } from '../state/key-owner.ts';
import { noticesSchema } from '../state/notice.ts';
import { migratePublication, publicationHeadSchema } from '../state/publication-head.ts';
import { syncStatusSchema } from '../state/sync-status.ts';
import { rateLimitStateSchema } from '../sync/rate-limit-state.ts';
import { storedValue } from './stored-value.ts';

/*
 * Every value that the extension persists in extension storage, each with its meaning. Rankings are the one kind that has many
 * values (`published-rankings.ts`); what the popup does not read stands beside its use (`ranking-stores.ts`, `event-log.ts`, `quarantine.ts`,
 * `api-key-store.ts`); posts, deltas and the history of counts stand in IndexedDB (`post-store.ts`, `history-store.ts`).
 */

/** The API key. Read by `api-key-store.ts` for the worker's API connection alone. */
export const apiKeyStore = storedValue('local', 'apiKey', z.nullable(z.string()), null);

/** Whose key it is; what screens show. Absent exactly when there is no key. */
export const keyOwnerStore = storedValue('local', 'keyHolder', z.nullable(keyOwnerSchema), null);

export const settingsStore = storedValue<Settings>('local', 'settings', settingsSchema, DEFAULT_SETTINGS);

/** What the last completed sync published; `null` before the first. */
export const publicationStore = storedValue('local', 'publication', z.nullable(publicationHeadSchema), null, [
  migratePublication,
]);

export const syncStatusStore = storedValue('local', 'syncStatus', syncStatusSchema, NEVER_SYNCED);

/** When each breakout was last looked at in the popup: post id -> ms since epoch; 0 when the time was lost. */
export const seenPostsStore = storedValue('local', 'seen', z.record(z.string(), z.catch(z.number(), 0)), {});

/** What was learned of the API's ways with this key, so that it need not be learned anew after each restart. */
export const apiCapabilitiesStore = storedValue(
  'local',
  'apiWays',
  z.looseObject({
    /** The key lacks the scope for `POST /videos/deltas`: deltas go by GET. */
    deltasByGet: z.catch(z.boolean(), false),
    rateLimit: z.catch(z.nullable(rateLimitStateSchema), null),
  }),
  { deltasByGet: false, rateLimit: null },
);

/** What happened to stored values and was not dismissed yet. */
export const noticesStore = storedValue('local', 'notices', noticesSchema, []);

/** When the API's lifecycle was last asked for, and what it said: ms since epoch. */
export const apiDeprecationStore = storedValue('local', 'apiLifecycle', apiDeprecationSchema, NOT_ASKED_YET);
