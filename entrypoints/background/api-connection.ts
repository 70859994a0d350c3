import type { Connection } from '../../utils/creator-audit/http/connection.ts';
import { readKey } from '../../utils/storage/api-key-store.ts';

/** The worker's connection to the API with `key`. @param cancel ends requests that are no longer wanted */
export function connectionWith(key: string, cancel?: AbortSignal): Connection {
  return {
    key,
    now: Date.now,
    isOnline: () => navigator.onLine,
    fetch: (url, init) => fetch(url, { ...init, signal: anySignal([init.signal, cancel]) }),
  };
}

/** The connection with the saved key: nothing else reads it. With none, whatever is asked comes back as `key-missing`. */
export async function savedConnection(cancel: AbortSignal): Promise<Connection> {
  return connectionWith((await readKey()) ?? '', cancel);
}

function anySignal(signals: readonly (AbortSignal | null | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal != null));
}
