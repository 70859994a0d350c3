import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

/** The error text of Chromium for a damaged database. */
const CORRUPTION = 'Corruption: not an sstable (bad magic number)';

/**
 * Makes methods of `storage.local` reject, as browsers do when its database is damaged.
 * `vi.restoreAllMocks` undoes it.
 */
export function refuseLocal(
  methods: readonly ('get' | 'set' | 'remove')[],
  message: string = CORRUPTION,
): void {
  for (const method of methods) {
    vi.spyOn(fakeBrowser.storage.local, method).mockImplementation(async () => {
      throw new Error(message);
    });
  }
}

/** Returns the current methods of `storage.local`, unaffected by later mocks. */
export function localAsItIs(): Record<
  'get' | 'set' | 'remove',
  (argument: unknown) => Promise<never>
> {
  const area = fakeBrowser.storage.local;
  return {
    get: area.get.bind(area) as never,
    set: area.set.bind(area) as never,
    remove: area.remove.bind(area) as never,
  };
}

/** Makes every read of these keys of `storage.local` reject until they are written again. */
export function refuseToRead(keys: readonly string[]): void {
  const damaged = new Set(keys);
  const { get, set, remove } = localAsItIs();
  vi.spyOn(fakeBrowser.storage.local, 'get').mockImplementation(async (asked?: unknown) => {
    if ([asked].flat().some((key) => damaged.has(String(key)))) throw new Error(CORRUPTION);
    return get(asked);
  });
  vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation(async (items) => {
    for (const key of Object.keys(items)) damaged.delete(key);
    return set(items);
  });
  vi.spyOn(fakeBrowser.storage.local, 'remove').mockImplementation(async (gone) => {
    for (const key of [gone].flat()) damaged.delete(key);
    return remove(gone);
  });
}

/** Makes `storage.local.set` resolve without storing anything, as browsers do on a damaged disk. */
export function pretendToStore(): void {
  vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation(async () => undefined);
}

/** Returns a copy of everything in a storage area. */
export async function everythingIn(area: 'local' | 'session'): Promise<Record<string, unknown>> {
  return structuredClone(await fakeBrowser.storage[area].get(null));
}
