import { stableStringify } from './stable-stringify.ts';
import { browserStorage, type StorageArea, type StoredItems } from './storage-adapter.ts';
import { isQuotaError } from './storage-error.ts';

/** The wait before a failed write is repeated, ms: locks and busy disks pass within it. */
const RETRY_AFTER_MS = 100;

/** The browser resolved a write without storing it. */
export class WriteNotKeptError extends Error {
  constructor(area: StorageArea) {
    super(`storage.${area} did not keep what was written`);
    this.name = 'WriteNotKeptError';
  }
}

/**
 * Writes `items` and reads those under `verified` back, because storage can fail silently. A failed
 * write is repeated once; a lack of room is not.
 */
export async function writeVerified(
  area: StorageArea,
  items: StoredItems,
  verified: readonly string[],
): Promise<void> {
  const attempt = async () => {
    await browserStorage.set(area, items);
    const keys = verified.filter((key) => key in items);
    if (keys.length === 0) return;
    const stored = await browserStorage.get(area, keys);
    if (!keys.every((key) => isJsonEqual(stored[key], items[key])))
      throw new WriteNotKeptError(area);
  };
  await attempt().catch(async (error) => {
    if (isQuotaError(error)) throw error;
    await new Promise<void>((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
    await attempt();
  });
}

/** Compares two values as JSON. */
export function isJsonEqual(one: unknown, other: unknown): boolean {
  return stableStringify(one) === stableStringify(other);
}
