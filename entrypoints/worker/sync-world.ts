import { runLibrary } from '../../utils/browser/post-library.ts';
import { apiWaysStore, keyHolderStore, settingsStore, syncStatusStore } from '../../utils/browser/stores.ts';
import { wakeToResume } from '../../utils/browser/sync-alarm.ts';
import { fetchDeltas } from '../../utils/creator-audit/deltas.ts';
import { fetchVideoPage } from '../../utils/creator-audit/video-page.ts';
import type { SyncWorld } from '../../utils/sync/sync-world.ts';
import { savedConnection } from './api-connection.ts';
import { publishRun } from './publish-run.ts';

/** The real world of a sync: this browser, this clock, the API with the saved key. */
export function syncWorld(cancel: AbortSignal): SyncWorld {
  return {
    now: Date.now,
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    wakeAt: wakeToResume,
    readSettings: settingsStore.read,
    readKeyHolder: keyHolderStore.read,
    readStatus: syncStatusStore.read,
    writeStatus: syncStatusStore.write,
    readApiWays: apiWaysStore.read,
    writeApiWays: apiWaysStore.write,
    fetchPage: async (list, cursor, isFirst) =>
      fetchVideoPage(await savedConnection(cancel), { list, cursor, includeTotal: isFirst }),
    fetchDeltas: async (ids, windows, byGet) =>
      fetchDeltas(await savedConnection(cancel), ids, windows, { method: byGet ? 'GET' : 'POST' }),
    library: runLibrary,
    publish: publishRun,
  };
}
