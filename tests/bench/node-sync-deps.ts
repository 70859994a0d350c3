import 'fake-indexeddb/auto';
import { fetchAccountsPage } from '../../utils/creator-audit/accounts.ts';
import { fetchDeltas } from '../../utils/creator-audit/deltas.ts';
import type { Connection } from '../../utils/creator-audit/http/connection.ts';
import { fetchVideoPage } from '../../utils/creator-audit/video-page.ts';
import { completeRun, mergeRun } from '../../utils/library/merge-run.ts';
import { syncStore } from '../../utils/library/sync-store.ts';
import { NEVER_SYNCED } from '../../utils/state/initial-state.ts';
import type { ApiCapabilities } from '../../utils/sync/api-capabilities.ts';
import type { SyncDeps } from '../../utils/sync/sync-deps.ts';
import { capabilities } from '../builders/checkpoint.ts';
import { aKeyOwner } from '../builders/key-owner.ts';
import { settingsWith } from '../builders/settings.ts';
import type { Sandbox } from '../sandbox-api/start-sandbox-api.ts';

const API_ORIGIN = 'https://api.creatoraudit.com';

/**
 * Creates the dependencies of the extension's own sync in Node, on the sandbox's clock: its API
 * client over loopback, and its library on an IndexedDB in memory. Nothing is ranked, and no
 * history of counts is stored, so all deltas are requested.
 */
export function nodeSyncDeps(sandbox: Sandbox): SyncDeps {
  let status = NEVER_SYNCED;
  let known: ApiCapabilities = capabilities();
  const connection: Connection = {
    key: sandbox.key,
    now: sandbox.now,
    isOnline: () => true,
    hasAccess: async () => true,
    fetch: (url, init) => fetch(url.replace(API_ORIGIN, sandbox.url), init),
  };
  return {
    now: sandbox.now,
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    wakeAt: async () => undefined,
    readSettings: async () => settingsWith({ rateSharePercent: 100 }),
    readKeyOwner: async () => aKeyOwner(),
    readStatus: async () => status,
    writeStatus: async (written) => {
      status = written;
    },
    readCapabilities: async () => known,
    writeCapabilities: async (learnt) => {
      known = learnt;
    },
    fetchAccounts: (cursor, knownEtag) => fetchAccountsPage(connection, { cursor, knownEtag }),
    fetchPage: (part, cursor, includeTotal) =>
      fetchVideoPage(connection, { ...part, cursor, includeTotal }),
    fetchDeltas: (ids, windows, byGet) =>
      fetchDeltas(connection, ids, windows, { method: byGet ? 'GET' : 'POST' }),
    postsCoveredByHistory: async () => new Set<string>(),
    library: syncStore,
    publishPartial: async () => undefined,
    async publish(run, written) {
      await completeRun(run, await mergeRun(run, sandbox.now()));
      status = written;
    },
  };
}
