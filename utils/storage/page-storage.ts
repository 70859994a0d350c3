import { sendCommand } from '../browser/send-command.ts';
import { type ReadableStorage, readableStorage } from './storage-adapter.ts';
import { isSessionFallback, STORAGE_MODE_KEY } from './storage-mode.ts';

/** The longest that a page waits for the worker to repair storage before it paints, ms. */
const WORKER_TIMEOUT_MS = 3000;

/**
 * Storage as pages read it. When the browser cannot read `local`, the worker is woken: it repairs
 * what it can, or falls back to `session`, and the page reads again.
 */
export const pageStorage: ReadableStorage = {
  async get(area, keys) {
    const attempt = async () => {
      const [mode, items] = await Promise.allSettled([
        readableStorage.get('session', [STORAGE_MODE_KEY]),
        readableStorage.get(area, keys),
      ]);
      if (mode.status === 'fulfilled' && isSessionFallback(mode.value))
        return readableStorage.get('session', keys);
      if (items.status === 'rejected') throw items.reason;
      return items.value;
    };
    return attempt().catch(async () => {
      const timeout = new Promise((resolve) => setTimeout(resolve, WORKER_TIMEOUT_MS));
      await Promise.race([sendCommand({ type: 'ping' }).catch(() => undefined), timeout]);
      return attempt();
    });
  },
};
