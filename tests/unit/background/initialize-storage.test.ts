import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { initializeStorage } from '../../../entrypoints/background/initialize-storage.ts';
import { storeApiKey } from '../../../utils/storage/api-key-store.ts';
import {
  eventsStore,
  keyOwnerStore,
  pendingRemovalStore,
  settingsStore,
} from '../../../utils/storage/stored-values.ts';
import { everythingIn } from '../../builders/damaged-storage.ts';
import { holdCalls, settled } from '../../builders/held-call.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { settingsWith } from '../../builders/settings.ts';
import { stubLocks } from '../../builders/stub-locks.ts';

const KEY = 'ca_canary_0123456789';

beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  stubLocks();
  const owner = aKeyOwner({ lastFour: KEY.slice(-4) });
  await storeApiKey(KEY, 'device', [keyOwnerStore.toEntry(owner)]);
});

afterEach(() => {
  for (const area of ['local', 'session'] as const)
    Reflect.deleteProperty(fakeBrowser.storage[area], 'setAccessLevel');
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('initializeStorage', () => {
  it('moves the key to where the settings want it', async () => {
    // A worker stored the setting, and died before it moved the key.
    await settingsStore.write(settingsWith({ keyPersistence: 'session' }));
    await initializeStorage();
    expect((await everythingIn('local')).apiKey).toBeUndefined();
    expect((await everythingIn('session')).sessionKey).toMatchObject({ value: KEY });
  });

  it('notes the start of the worker in the diagnostics', async () => {
    await initializeStorage();
    expect(await eventsStore.read()).toMatchObject([{ type: 'worker-started' }]);
  });

  it('finishes an interrupted removal', async () => {
    await pendingRemovalStore.write('disconnect');
    await initializeStorage();
    expect(JSON.stringify(await everythingIn('local'))).not.toContain(KEY);
    expect(await keyOwnerStore.read()).toBeNull();
    expect(await pendingRemovalStore.read()).toBeNull();
  });

  it('is done only once an interrupted removal is, so that no work sees what goes', async () => {
    await pendingRemovalStore.write('disconnect');
    const release = holdCalls(fakeBrowser.storage.local, 'remove');
    let isDone = false;
    const initializing = initializeStorage().then(() => {
      isDone = true;
    });
    await settled();
    expect(isDone).toBe(false);
    release();
    await initializing;
    expect(await keyOwnerStore.read()).toBeNull();
  });

  it('closes storage to content scripts before anything else', async () => {
    const order: string[] = [];
    for (const area of ['local', 'session'] as const) {
      Object.assign(fakeBrowser.storage[area], {
        setAccessLevel: async ({ accessLevel }: { readonly accessLevel: string }) => {
          order.push(`${area}: ${accessLevel}`);
        },
      });
      const get: (keys?: unknown) => Promise<never> = fakeBrowser.storage[area].get as never;
      vi.spyOn(fakeBrowser.storage[area], 'get').mockImplementation(async (keys?: unknown) => {
        order.push('read');
        return get(keys);
      });
    }
    await initializeStorage();
    expect(order.slice(0, 3)).toEqual([
      'local: TRUSTED_CONTEXTS',
      'session: TRUSTED_CONTEXTS',
      'read',
    ]);
  });

  it('keeps a key that is in its place', async () => {
    await initializeStorage();
    expect((await everythingIn('local')).apiKey).toMatchObject({ value: KEY });
    expect((await everythingIn('session')).sessionKey).toBeUndefined();
  });
});
