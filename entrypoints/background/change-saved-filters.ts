import {
  applySavedFilterCommand,
  type SavedFilterCommand,
} from '../../utils/state/saved-filters.ts';
import { keyOwnerStore, savedFiltersStore } from '../../utils/storage/stored-values.ts';
import { withPublishLock } from './publish-lock.ts';

/**
 * Saves or deletes a named filter. It takes the lock of removals, so that nothing comes back after
 * one, and is ignored without a key: a filter names accounts of an organization.
 */
export async function changeSavedFilters(command: SavedFilterCommand): Promise<void> {
  await withPublishLock(async () => {
    const [saved, owner] = await Promise.all([savedFiltersStore.read(), keyOwnerStore.read()]);
    if (owner !== null) await savedFiltersStore.write(applySavedFilterCommand(saved, command));
  });
}
