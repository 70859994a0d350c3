import { hasApiAccess } from '../../utils/browser/api-access.ts';
import type { Connection } from '../../utils/creator-audit/http/connection.ts';
import { sampleStartOf } from '../../utils/sample/answer-sample-request.ts';
import { readApiKey } from '../../utils/storage/api-key-store.ts';

import { sampleConnection } from './sample-connection.ts';

/**
 * The worker's connection to the API with `key`.
 *
 * @param cancel ends requests that are no longer wanted
 */
export function connectionWith(key: string, cancel?: AbortSignal): Connection {
  const sampleStart = sampleStartOf(key);
  if (sampleStart !== null) return sampleConnection(key, sampleStart);
  return {
    key,
    now: Date.now,
    isOnline: () => navigator.onLine,
    hasAccess: hasApiAccess,
    fetch: (url, init) => fetch(url, { ...init, signal: mergeSignals([init.signal, cancel]) }),
  };
}

/**
 * Creates the connection with the stored key; nothing else reads the key. Without one, every
 * request fails as `key-missing`.
 */
export async function connectionWithStoredKey(cancel: AbortSignal): Promise<Connection> {
  return connectionWith((await readApiKey()) ?? '', cancel);
}

function mergeSignals(signals: readonly (AbortSignal | null | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal != null));
}
