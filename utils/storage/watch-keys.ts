import { browser } from '../browser/browser.ts';
import type { StorageArea } from './storage-adapter.ts';

/**
 * Calls `listener` whenever a value under one of `keys` has changed, with the new values by key
 * (`undefined`: removed), until the returned function is called. Changes in `session` count as
 * well, because it may replace `local`, under the same keys.
 */
export function watchKeys(
  keys: readonly string[],
  listener: (changed: Readonly<Record<string, unknown>>) => void,
  area: StorageArea = 'local',
): () => void {
  const onChanged = (
    changes: Readonly<Record<string, { newValue?: unknown }>>,
    changedArea: string,
  ) => {
    const changed = keys.flatMap((key) => {
      const change = changes[key];
      return change === undefined ? [] : [[key, change.newValue] as const];
    });
    if ((changedArea === area || changedArea === 'session') && changed.length > 0)
      listener(Object.fromEntries(changed));
  };
  browser.storage.onChanged.addListener(onChanged);
  return () => browser.storage.onChanged.removeListener(onChanged);
}
