import { sendCommand } from '../browser/send-command.ts';
import { browserStorage, SESSION_FALLBACK_FLAG, type StorageAdapter } from './storage-adapter.ts';

/** The longest that a page waits for the worker to mend storage before it paints, ms. */
const WORKER_TIMEOUT_MS = 3000;

/**
 * Storage as pages read it. When the browser cannot read `local`, the worker is woken: its start mends what can be mended, or moves what
 * can be saved to `session`, and the page reads again. Pages write nothing.
 */
export const pageStorage: StorageAdapter = {
  ...browserStorage,
  async get(area, keys) {
    const attempt = async () => {
      const [marked, items] = await Promise.allSettled([
        browserStorage.get('session', [SESSION_FALLBACK_FLAG]),
        browserStorage.get(area, keys),
      ]);
      const isMoved = marked.status === 'fulfilled' && marked.value[SESSION_FALLBACK_FLAG] === true;
      if (isMoved) return browserStorage.get('session', keys);
      if (items.status === 'rejected') throw items.reason;
      return items.value;
    };
    return attempt().catch(async () => {
      const patience = new Promise((resolve) => setTimeout(resolve, WORKER_TIMEOUT_MS));
      await Promise.race([sendCommand({ type: 'wake' }).catch(() => undefined), patience]);
      return attempt();
    });
  },
};
