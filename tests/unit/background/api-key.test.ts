import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { SAMPLE_ORGANIZATION } from '../../../utils/state/sample-owner.ts';
import { holdLock } from '../../builders/hold-lock.ts';
import { aProblem } from '../../builders/problem.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { NOW } from '../../builders/time.ts';

const runner = vi.hoisted(() => ({ syncNow: vi.fn(), withSyncStopped: vi.fn() }));
const checkKey = vi.hoisted(() => vi.fn());
vi.mock('../../../entrypoints/background/sync-runner.ts', () => runner);
vi.mock('../../../utils/creator-audit/check-key.ts', () => ({ checkKey }));

const { deleteAllData, removeKey, saveKey, startSample } = await import(
  '../../../entrypoints/background/api-key.ts'
);
const { withOutboxLock } = await import('../../../entrypoints/background/outbox-lock.ts');
const { withSettingsLock } = await import('../../../entrypoints/background/settings-lock.ts');
const { readApiKey } = await import('../../../utils/storage/api-key-store.ts');
const { sessionWebhooks } = await import('../../../utils/storage/registry.ts');
const {
  eventsStore,
  keyOwnerStore,
  marksStore,
  pendingRemovalStore,
  settingsStore,
  syncStatusStore,
} = await import('../../../utils/storage/stored-values.ts');

const KEY = 'ca_canary_0123456789';
const NEXT_KEY = 'ca_canary_9876543210';

/** The API confirms the next key as one of `organizationId`. */
function confirm(organizationId: string): void {
  const value = { organizationId, apiKeyName: null };
  checkKey.mockResolvedValue({ ok: true, value, requestId: null });
}

/** Returns the stored keys before and after each change that is made while no sync runs. */
function keysAroundStoppedSync(): readonly (string | null)[] {
  const keys: (string | null)[] = [];
  runner.withSyncStopped.mockImplementation(async (change: () => Promise<boolean>) => {
    keys.push(await readApiKey());
    const result = await change();
    keys.push(await readApiKey());
    return result;
  });
  return keys;
}

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  stubLocks();
  runner.withSyncStopped.mockImplementation((change: () => Promise<boolean>) => change());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('saveKey', () => {
  it('syncs at once with the key that it has stored', async () => {
    const keys: (string | null)[] = [];
    runner.syncNow.mockImplementation(async () => keys.push(await readApiKey()));
    confirm('org-1');
    expect(await saveKey(KEY, false)).toEqual({ result: 'ok' });
    expect((await keyOwnerStore.read())?.lastFour).toBe('6789');
    expect(runner.syncNow).toHaveBeenCalledExactlyOnceWith('manual');
    await vi.waitFor(() => expect(keys).toEqual([KEY]));
  });

  it('changes the key while no sync runs', async () => {
    const keys = keysAroundStoppedSync();
    confirm('org-1');
    await saveKey(KEY, false);
    expect(keys).toEqual([null, KEY]);
  });

  it('stores nothing, and does not sync, when the API refuses the key', async () => {
    const problem = aProblem({ kind: 'unauthorized' });
    checkKey.mockResolvedValue({ ok: false, problem });
    expect(await saveKey(KEY, false)).toEqual({ result: 'problem', problem });
    expect([await readApiKey(), await keyOwnerStore.read()]).toEqual([null, null]);
    expect(runner.syncNow).not.toHaveBeenCalled();
  });

  it('keeps the former key until the user agrees to leave its organization', async () => {
    confirm('org-1');
    await saveKey(KEY, false);
    confirm('org-2');
    expect(await saveKey(NEXT_KEY, false)).toEqual({ result: 'other-organization' });
    expect(await readApiKey()).toBe(KEY);
    expect(runner.syncNow).toHaveBeenCalledOnce();
    expect(await saveKey(NEXT_KEY, true)).toEqual({ result: 'ok' });
    expect(await readApiKey()).toBe(NEXT_KEY);
    expect(runner.syncNow).toHaveBeenCalledTimes(2);
  });

  it('leaves nothing of the former organization', async () => {
    confirm('org-1');
    await saveKey(KEY, false);
    await marksStore.write({ ...NO_MARKS, posts: { one: { seenAt: NOW } } });
    await fakeBrowser.storage.session.set({ [sessionWebhooks.key]: 'kept' });
    confirm('org-2');
    await saveKey(NEXT_KEY, true);
    expect(await marksStore.read()).toEqual(NO_MARKS);
    expect(await fakeBrowser.storage.session.get(sessionWebhooks.key)).toEqual({});
    expect(await pendingRemovalStore.read()).toBeNull();
  });

  it('logs what the API says of a key, to be quoted to its support', async () => {
    const problem = aProblem({ kind: 'unauthorized', requestId: 'req-1' });
    checkKey.mockResolvedValue({ ok: false, problem });
    await saveKey(KEY, false);
    const value = { organizationId: 'org-1', apiKeyName: null };
    checkKey.mockResolvedValue({ ok: true, value, requestId: 'req-2' });
    await saveKey(KEY, false);
    expect(await eventsStore.read()).toMatchObject([
      { type: 'key-checked', outcome: 'unauthorized', requestId: 'req-1' },
      { type: 'key-saved', outcome: null, requestId: 'req-2' },
    ]);
  });

  it.each([
    ['settings are', withSettingsLock],
    ['the outbox is', withOutboxLock],
  ])('waits while %s being changed', async (_, withLock) => {
    confirm('org-1');
    const release = await holdLock(withLock, () => saveKey(KEY, false));
    expect(await readApiKey()).toBeNull();
    await release();
    expect(await readApiKey()).toBe(KEY);
  });

  it('finishes an interrupted removal before it stores a key, which stays', async () => {
    await pendingRemovalStore.write('disconnect');
    confirm('org-1');
    await saveKey(KEY, false);
    expect([await readApiKey(), await pendingRemovalStore.read()]).toEqual([KEY, null]);
  });

  it('forgets the problem of the former key of the organization, not its last update', async () => {
    confirm('org-1');
    await saveKey(KEY, false);
    const problem = aProblem({ kind: 'unauthorized' });
    await syncStatusStore.write(aSyncStatus({ problem, lastSuccessAt: 7 }));
    await saveKey(NEXT_KEY, false);
    expect(await syncStatusStore.read()).toMatchObject({ problem: null, lastSuccessAt: 7 });
  });
});

describe('startSample', () => {
  it('gives way to real data, which nobody is asked about', async () => {
    confirm(SAMPLE_ORGANIZATION);
    await startSample();
    confirm('org-1');
    expect(await saveKey(KEY, false)).toEqual({ result: 'ok' });
    expect(await readApiKey()).toBe(KEY);
  });

  it('never takes the place of real data', async () => {
    confirm('org-1');
    await saveKey(KEY, false);
    confirm(SAMPLE_ORGANIZATION);
    expect(await startSample()).toEqual({ result: 'other-organization' });
    expect(await readApiKey()).toBe(KEY);
  });
});

describe('removeKey', () => {
  it('removes while no sync runs', async () => {
    confirm('org-1');
    await saveKey(KEY, false);
    const keys = keysAroundStoppedSync();
    await removeKey();
    expect(keys).toEqual([KEY, null]);
    expect(await eventsStore.read()).toMatchObject([{ type: 'key-removed' }]);
  });

  it('waits while settings are being changed', async () => {
    confirm('org-1');
    await saveKey(KEY, false);
    const release = await holdLock(withSettingsLock, removeKey);
    expect(await readApiKey()).toBe(KEY);
    await release();
    expect(await readApiKey()).toBeNull();
  });
});

describe('deleteAllData', () => {
  it('deletes while no sync runs', async () => {
    confirm('org-1');
    await saveKey(KEY, false);
    const keys = keysAroundStoppedSync();
    await deleteAllData();
    expect(keys).toEqual([KEY, null]);
  });

  it('deletes the settings that are shared with other browsers', async () => {
    await settingsStore.write({ ...settingsStore.parseFrom({}), syncSettings: true });
    await fakeBrowser.storage.sync.set({ settings: 'shared' });
    await deleteAllData();
    expect(await fakeBrowser.storage.sync.get()).toEqual({});
  });
});
