import * as z from 'zod/mini';
import { DEFAULT_SETTINGS, settingsSchema } from '../settings/settings.ts';
import { keyHolderSchema } from '../sync/key-holder.ts';
import { publicationSchema } from '../sync/publication.ts';
import { NEVER_SYNCED, syncStatusSchema } from '../sync/sync-status.ts';
import { storedValue } from './stored-value.ts';

/*
 * Every value that the extension persists in extension storage, each with its meaning. Rankings are the one kind that has many
 * values (`published-rankings.ts`); posts and deltas stand in IndexedDB (`post-library.ts`).
 */

/** The API key. Read by the worker's API connection alone. */
export const apiKeyStore = storedValue('local', 'apiKey', z.nullable(z.string()), null);

/** Whose key it is; what screens show. Absent exactly when there is no key. */
export const keyHolderStore = storedValue('local', 'keyHolder', z.nullable(keyHolderSchema), null);

export const settingsStore = storedValue('local', 'settings', settingsSchema, DEFAULT_SETTINGS);

/** What the last completed sync published; `null` before the first. */
export const publicationStore = storedValue('local', 'publication', z.nullable(publicationSchema), null);

export const syncStatusStore = storedValue('local', 'syncStatus', syncStatusSchema, NEVER_SYNCED);

/** When each breakout was last looked at in the popup: post id -> ms since epoch. */
export const seenStore = storedValue('local', 'seen', z.record(z.string(), z.number()), {});

/** What was learned of the API's ways with this key, so that it need not be learned anew after each restart. */
export const apiWaysStore = storedValue(
  'local',
  'apiWays',
  z.looseObject({
    /** The key lacks the scope for `POST /videos/deltas`: deltas go by GET. */
    deltasByGet: z.catch(z.boolean(), false),
    rateLimit: z.catch(z.nullable(z.object({ limit: z.number(), remaining: z.number(), resetsAt: z.number() })), null),
  }),
  { deltasByGet: false, rateLimit: null },
);
