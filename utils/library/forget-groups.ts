import { accountIdOf } from '../sync/account-id.ts';
import { libraryHeadSchema } from '../sync/library-manifest.ts';
import type { Group } from './group.ts';
import { GROUP_STORES, withLibrary } from './library-database.ts';
import { rangeOf } from './library-records.ts';

/**
 * Drops damaged groups of posts, so that the next sync lists them again: an account alone, or all
 * account videos for posts that name no account. The history stays.
 */
export function forgetGroups(groups: readonly Group[]): Promise<void> {
  return withLibrary(async (library) => {
    const stores = ['state', 'accounts', ...GROUP_STORES] as const;
    const transaction = library.transaction(stores, 'readwrite');
    const state = transaction.objectStore('state');
    const head = libraryHeadSchema.safeParse(await state.get('head'));
    const work: Promise<unknown>[] = [];
    const unlisted = { ...(head.success ? head.data : {}) };
    for (const { list, account } of groups) {
      const id = accountIdOf({ accountKey: account || null });
      if (list === 'videos') unlisted.videos = null;
      else if (id === null) unlisted.fullListing = null;
      else work.push(transaction.objectStore('accounts').delete(id));
      const range = rangeOf(list, account);
      work.push(...GROUP_STORES.map((name) => transaction.objectStore(name).delete(range)));
    }
    if (head.success) work.push(state.put(unlisted, 'head'));
    await Promise.all([...work, transaction.done]);
  });
}
