import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

/** What Chromium says of a damaged database. */
const CORRUPTION = 'Corruption: not an sstable (bad magic number)';

/** Makes the browser refuse some ways to `storage.local`, as it does when its database is damaged. Undone by `vi.restoreAllMocks`. */
export function refuseLocal(ways: readonly ('get' | 'set' | 'remove')[], message: string = CORRUPTION): void {
  for (const way of ways) {
    vi.spyOn(fakeBrowser.storage.local, way).mockImplementation(async () => {
      throw new Error(message);
    });
  }
}

/** `storage.local` as it works now, whatever is done to it later. */
export function localAsItIs(): Record<'get' | 'set' | 'remove', (argument: unknown) => Promise<never>> {
  const area = fakeBrowser.storage.local;
  return {
    get: area.get.bind(area) as never,
    set: area.set.bind(area) as never,
    remove: area.remove.bind(area) as never,
  };
}

/** Makes the browser refuse to read some keys of `storage.local`, alone or with others, until they are written anew. */
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

/** Makes `storage.local.set` resolve without storing anything, as browsers do whose disk is damaged. */
export function pretendToStore(): void {
  vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation(async () => undefined);
}

/** What stands in a storage area, as a copy. */
export async function everythingIn(area: 'local' | 'session'): Promise<Record<string, unknown>> {
  return structuredClone(await fakeBrowser.storage[area].get(null));
}
