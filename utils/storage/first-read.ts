import { POPUP_SESSION_KEY, POPUP_VIEW_KEY } from '../state/popup-view.ts';
import { pageStorage } from './page-storage.ts';
import { FIRST_RANKING_KEY, PAGE_STATE_KEY } from './published-page.ts';
import { readableStorage, type StoredItems } from './storage-adapter.ts';
import { isSessionFallback, STORAGE_MODE_KEY } from './storage-mode.ts';

const LOCAL_KEYS = [PAGE_STATE_KEY, FIRST_RANKING_KEY, POPUP_VIEW_KEY];
const SESSION_KEYS = [STORAGE_MODE_KEY, POPUP_SESSION_KEY];

/**
 * Reads everything that the popup's first frame shows, in one call to each storage area.
 *
 * @throws when extension storage cannot be read
 */
export async function readFirst(): Promise<StoredItems> {
  const [local, session] = await Promise.allSettled([
    readableStorage.get('local', LOCAL_KEYS),
    readableStorage.get('session', SESSION_KEYS),
  ]);
  // The popup works without what it remembers.
  const remembered = session.status === 'fulfilled' ? session.value : {};
  const isReadable = local.status === 'fulfilled' && !isSessionFallback(remembered);
  const items = isReadable ? local.value : await pageStorage.get('local', LOCAL_KEYS);
  return { ...remembered, ...items };
}
