import { fetchAccountsPage } from '../../utils/creator-audit/accounts.ts';
import { fetchDeltas } from '../../utils/creator-audit/deltas.ts';
import type { Connection } from '../../utils/creator-audit/http/connection.ts';
import { fetchVideoPage } from '../../utils/creator-audit/video-page.ts';
import { syncStore } from '../../utils/library/sync-store.ts';
import {
  apiCapabilitiesStore,
  keyOwnerStore,
  settingsStore,
  syncStatusStore,
} from '../../utils/storage/stored-values.ts';
import type { SyncDeps } from '../../utils/sync/sync-deps.ts';
import { connectionWithStoredKey } from './api-connection.ts';
import { postsCoveredByHistory } from './history-deltas.ts';
import { scheduleResume } from './job-list.ts';
import { publishPartial } from './publish-partial.ts';
import { publishSync } from './publish-sync.ts';

/** The requests of a sync so far. */
export interface RequestCounts {
  /** Pages of posts. */
  pages: number;
  /** Pages of accounts and of posts, and batches of deltas. */
  requests: number;
}

/**
 * Creates the dependencies of a sync: this browser, this clock, the API with the saved key.
 *
 * @param counts counted up
 */
export function createSyncDeps(cancel: AbortSignal, counts: RequestCounts): SyncDeps {
  // The key is read once: whatever changes it cancels the sync.
  let connected: Promise<Connection> | undefined;
  const connection = () => {
    connected ??= connectionWithStoredKey(cancel);
    return connected;
  };
  return {
    now: Date.now,
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    wakeAt: scheduleResume,
    readSettings: settingsStore.read,
    readKeyOwner: keyOwnerStore.read,
    readStatus: syncStatusStore.read,
    writeStatus: syncStatusStore.write,
    readCapabilities: apiCapabilitiesStore.read,
    writeCapabilities: apiCapabilitiesStore.write,
    async fetchAccounts(cursor, knownEtag) {
      counts.requests += 1;
      return fetchAccountsPage(await connection(), { cursor, knownEtag });
    },
    async fetchPage(slice, cursor, includeTotal) {
      counts.pages += 1;
      counts.requests += 1;
      return fetchVideoPage(await connection(), { ...slice, cursor, includeTotal });
    },
    async fetchDeltas(ids, windows, byGet) {
      counts.requests += 1;
      return fetchDeltas(await connection(), ids, windows, { method: byGet ? 'GET' : 'POST' });
    },
    postsCoveredByHistory,
    library: syncStore,
    publish: publishSync,
    publishPartial,
  };
}
