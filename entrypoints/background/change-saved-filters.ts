import {
  applySavedFilterCommand,
  type SavedFilterCommand,
} from '../../utils/state/saved-filters.ts';
import { savedFiltersStore } from '../../utils/storage/stored-values.ts';
import { withPublishLock } from './publish-lock.ts';

/**
 * Saves or deletes a named filter, under the lock that data of an organization is removed under, so
 * that nothing comes back after a removal.
 */
export async function changeSavedFilters(command: SavedFilterCommand): Promise<void> {
  await withPublishLock(async () => {
    const saved = await savedFiltersStore.read();
    await savedFiltersStore.write(applySavedFilterCommand(saved, command));
  });
}
