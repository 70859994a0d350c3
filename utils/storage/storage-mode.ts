import type { StoredItems } from './storage-adapter.ts';

/** The key of the storage mode, in `storage.session`, with a copy among the backups. */
export const STORAGE_MODE_KEY = 'storageMode';

/**
 * The place of everything that belongs into `storage.local`: there, or in `storage.session` under
 * the same keys, because the browser can no longer use `local`.
 */
export type StorageMode = 'local' | 'session-fallback';

/**
 * Returns true if `items`, read from `storage.session`, mark it as the replacement of `local`.
 * Needs no schema.
 */
export function isSessionFallback(items: StoredItems): boolean {
  const stored = items[STORAGE_MODE_KEY] as
    | { readonly value?: { readonly mode?: unknown } }
    | undefined;
  return stored?.value?.mode === ('session-fallback' satisfies StorageMode);
}
