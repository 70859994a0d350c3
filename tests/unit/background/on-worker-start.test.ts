import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createProblem } from '../../../utils/creator-audit/problem/create-problem.ts';
import { settled } from '../../builders/held-call.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { aPublicationHead } from '../../builders/window-ranking.ts';

const sweepRankings = vi.hoisted(() => vi.fn());
const syncNow = vi.hoisted(() => vi.fn());
const sendDueAlerts = vi.hoisted(() => vi.fn());
const reconcileRankings = vi.hoisted(() => vi.fn());
const isPublicationReadable = vi.hoisted(() => vi.fn());
const rerank = vi.hoisted(() => vi.fn());
const checkKey = vi.hoisted(() => vi.fn());
const sendMessages = vi.hoisted(() => vi.fn());
const showNotices = vi.hoisted(() => vi.fn());
vi.mock('../../../utils/storage/published-rankings.ts', () => ({
  sweepRankings,
  isPublicationReadable,
  readFirstRanking: async () => null,
  unpublish: async () => undefined,
}));
vi.mock('../../../entrypoints/background/alerts.ts', () => ({
  followChannels: async () => undefined,
  sendDueAlerts: async () => undefined,
}));
vi.mock('../../../entrypoints/background/api-access.ts', () => ({
  followApiAccess: async () => undefined,
}));
vi.mock('../../../entrypoints/background/alerts.ts', () => ({
  startAlerts: async () => undefined,
  sendDueAlerts,
}));
vi.mock('../../../entrypoints/background/rerank.ts', () => ({ rerank }));
vi.mock('../../../entrypoints/background/send-messages.ts', () => ({ sendMessages }));
vi.mock('../../../entrypoints/background/show-notices.ts', () => ({
  showNotices,
  withdrawAllNotices: async () => undefined,
}));
vi.mock('../../../utils/creator-audit/check-key.ts', () => ({ checkKey }));
vi.mock('../../../entrypoints/background/update-badge.ts', () => ({
  updateBadge: async () => undefined,
}));
vi.mock('../../../entrypoints/background/sync-runner.ts', () => ({
  syncNow,
  withSyncStopped: async (change: () => Promise<unknown>) => change(),
}));
vi.mock('../../../entrypoints/background/reconcile-settings.ts', () => ({
  reconcileKeyPlace: async () => undefined,
  reconcileRankings,
}));

const { onWorkerStart } = await import('../../../entrypoints/background/on-worker-start.ts');
const { withPublishLock } = await import('../../../entrypoints/background/publish-lock.ts');
const { withSettingsLock } = await import('../../../entrypoints/background/settings-lock.ts');
const { storeApiKey } = await import('../../../utils/storage/api-key-store.ts');
const { dueJobsStore, keyOwnerStore, publicationStore, syncStatusStore } = await import(
  '../../../utils/storage/stored-values.ts'
);

beforeEach(async () => {
  fakeBrowser.reset();
  stubLocks();
  sweepRankings.mockResolvedValue(undefined);
  reconcileRankings.mockResolvedValue({ needsSync: false });
  isPublicationReadable.mockResolvedValue(true);
  // No sync is due.
  await syncStatusStore.write(aSyncStatus({ lastAttemptAt: Date.now() }));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('onWorkerStart', () => {
  it('sweeps no ranking while one is being published', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const publishing = withPublishLock(() => promise);
    const started = onWorkerStart();
    await settled();
    expect(sweepRankings).not.toHaveBeenCalled();
    resolve();
    await Promise.all([publishing, started]);
    expect(sweepRankings).toHaveBeenCalledOnce();
  });

  it('syncs when the settings want other rankings than can be made without', async () => {
    await onWorkerStart();
    expect(reconcileRankings).toHaveBeenCalledOnce();
    expect(syncNow).not.toHaveBeenCalled();
    reconcileRankings.mockResolvedValue({ needsSync: true });
    await onWorkerStart();
    expect(syncNow).toHaveBeenCalledExactlyOnceWith('scheduled');
  });

  it('ranks nothing while settings are being changed', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const changing = withSettingsLock(() => promise);
    const started = onWorkerStart();
    await settled();
    expect(reconcileRankings).not.toHaveBeenCalled();
    resolve();
    await Promise.all([changing, started]);
    expect(reconcileRankings).toHaveBeenCalledOnce();
  });

  it('syncs when a job is due', async () => {
    await syncStatusStore.write(aSyncStatus({ lastAttemptAt: 0 }));
    await onWorkerStart();
    expect(syncNow).toHaveBeenCalledExactlyOnceWith('scheduled');
  });

  it('sends the messages and shows the notices that an earlier worker has left', async () => {
    await onWorkerStart();
    expect(sendMessages).toHaveBeenCalledOnce();
    expect(showNotices).toHaveBeenCalledOnce();
  });

  it('sends alerts that are due once, after the sync that is due', async () => {
    await syncStatusStore.write(aSyncStatus({ lastAttemptAt: 0 }));
    syncNow.mockImplementation(async () => expect(sendDueAlerts).not.toHaveBeenCalled());
    await onWorkerStart();
    expect(syncNow).toHaveBeenCalledOnce();
    expect(sendDueAlerts).toHaveBeenCalledOnce();
  });

  describe('with a publication of a stored key', () => {
    beforeEach(async () => {
      const owner = aKeyOwner({ lastFour: '6789' });
      await storeApiKey('ca_canary_0123456789', 'device', [keyOwnerStore.toEntry(owner)]);
      await publicationStore.write(aPublicationHead());
    });

    it('ranks nothing again that can be read', async () => {
      await onWorkerStart();
      expect(rerank).not.toHaveBeenCalled();
      expect(syncNow).not.toHaveBeenCalled();
    });

    it('ranks again what cannot be read', async () => {
      isPublicationReadable.mockResolvedValue(false);
      rerank.mockResolvedValue(undefined);
      await onWorkerStart();
      expect(rerank).toHaveBeenCalledOnce();
      expect(syncNow).not.toHaveBeenCalled();
    });

    it('syncs where that fails', async () => {
      isPublicationReadable.mockResolvedValue(false);
      rerank.mockRejectedValue(new Error('the library is damaged'));
      await onWorkerStart();
      expect(syncNow).toHaveBeenCalledExactlyOnceWith('manual');
    });
  });

  it('asks whose key it is that is stored without its owner', async () => {
    await storeApiKey('ca_canary_0123456789', 'device', []);
    const value = { organizationId: 'org-7', apiKeyName: null };
    checkKey.mockResolvedValue({ ok: true, value, requestId: null });
    await onWorkerStart();
    expect(await keyOwnerStore.read()).toMatchObject({ organizationId: 'org-7', lastFour: '6789' });
  });

  it('stores the owner of a key in place of one whose key is gone', async () => {
    const former = aKeyOwner({ organizationId: 'org-1', lastFour: 'k3y4' });
    await storeApiKey('ca_canary_0123456789', 'device', [keyOwnerStore.toEntry(former)]);
    const value = { organizationId: 'org-7', apiKeyName: null };
    checkKey.mockResolvedValue({ ok: true, value, requestId: null });
    await onWorkerStart();
    expect(await keyOwnerStore.read()).toMatchObject({ organizationId: 'org-7', lastFour: '6789' });
  });

  it("ranks nothing that is nobody's", async () => {
    await publicationStore.write(aPublicationHead());
    isPublicationReadable.mockResolvedValue(false);
    rerank.mockResolvedValue(undefined);
    await onWorkerStart();
    expect(rerank).not.toHaveBeenCalled();
    expect(syncNow).not.toHaveBeenCalled();
  });

  it('ranks nothing before the first update', async () => {
    const owner = aKeyOwner({ lastFour: '6789' });
    await storeApiKey('ca_canary_0123456789', 'device', [keyOwnerStore.toEntry(owner)]);
    isPublicationReadable.mockResolvedValue(false);
    await onWorkerStart();
    expect(rerank).not.toHaveBeenCalled();
    expect(syncNow).not.toHaveBeenCalled();
  });

  it('syncs once to report that the key is gone', async () => {
    await keyOwnerStore.write(aKeyOwner());
    await onWorkerStart();
    expect(syncNow).toHaveBeenCalledExactlyOnceWith('manual');
    const problem = createProblem('key-missing');
    await syncStatusStore.write(aSyncStatus({ lastAttemptAt: Date.now(), problem }));
    await onWorkerStart();
    expect(syncNow).toHaveBeenCalledOnce();
  });

  it('plans the next jobs even when it fails', async () => {
    reconcileRankings.mockRejectedValue(new Error('the disk is busy'));
    await expect(onWorkerStart()).rejects.toThrow('the disk is busy');
    expect((await dueJobsStore.read()).poll).toBeGreaterThan(Date.now());
  });
});
