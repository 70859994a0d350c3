import { send } from '../browser/send-command.ts';
import { browserStorage, STAND_IN_MARK, type StoragePort } from './storage-adapter.ts';

/** The longest that a page waits for the worker to mend storage before it paints, ms. */
const PATIENCE_MS = 3000;

/**
 * Storage as pages read it. When the browser cannot read `local`, the worker is woken: its start mends what can be mended, or moves what
 * can be saved to `session`, and the page reads again. Pages write nothing.
 */
export const pageStorage: StoragePort = {
  ...browserStorage,
  async get(area, keys) {
    const attempt = async () => {
      const [marked, items] = await Promise.allSettled([
        browserStorage.get('session', [STAND_IN_MARK]),
        browserStorage.get(area, keys),
      ]);
      const isMoved = marked.status === 'fulfilled' && marked.value[STAND_IN_MARK] === true;
      if (isMoved) return browserStorage.get('session', keys);
      if (items.status === 'rejected') throw items.reason;
      return items.value;
    };
    return attempt().catch(async () => {
      const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
      await Promise.race([send({ type: 'wake' }).catch(() => undefined), patience]);
      return attempt();
    });
  },
};
