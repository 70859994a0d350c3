import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  deleteApiKey,
  ensureApiKeyPlace,
  readApiKey,
  readUnclaimedKey,
  storeApiKey,
} from '../../../utils/storage/api-key-store.ts';
import { keyOwnerStore } from '../../../utils/storage/stored-values.ts';
import { openStorage } from '../../../utils/storage/worker-storage.ts';
import { refuseLocal } from '../../builders/damaged-storage.ts';
import { holdCalls, settled } from '../../builders/held-call.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';

const KEY = 'ca_canary_0123456789';
const NEXT_KEY = 'ca_canary_9876543210';
const OWNER = keyOwnerStore.toEntry(aKeyOwner({ lastFour: KEY.slice(-4) }));

const PLACES = ['device', 'session'] as const;

/** Reads the keys in both places, without the code under test. */
async function storedKeys() {
  const [{ apiKey }, { sessionKey }] = await Promise.all([
    fakeBrowser.storage.local.get('apiKey'),
    fakeBrowser.storage.session.get('sessionKey'),
  ]);
  const keyIn = (stored: unknown) => (stored as { value: string } | undefined)?.value ?? null;
  return { device: keyIn(apiKey), session: keyIn(sessionKey) };
}

beforeEach(async () => {
  fakeBrowser.reset();
  await openStorage();
});

afterEach(() => vi.restoreAllMocks());

describe('readApiKey', () => {
  it.each(PLACES)('finds the key of the stored owner only (%s)', async (place) => {
    await storeApiKey(KEY, place, [OWNER]);
    expect(await readApiKey()).toBe(KEY);
    expect(await readUnclaimedKey()).toBeNull();
    await keyOwnerStore.write(aKeyOwner({ lastFour: KEY.slice(0, 4) }));
    expect(await readApiKey()).toBeNull();
    expect(await readUnclaimedKey()).toBe(KEY);
  });

  it.each(PLACES)('finds the owner’s key while the next has no owner yet (%s)', async (place) => {
    const [elsewhere] = PLACES.filter((name) => name !== place);
    await storeApiKey(KEY, place, [OWNER]);
    const values = { version: 1, value: NEXT_KEY };
    await (elsewhere === 'device'
      ? fakeBrowser.storage.local.set({ apiKey: values })
      : fakeBrowser.storage.session.set({ sessionKey: values }));
    expect(await readApiKey()).toBe(KEY);
    expect(await readUnclaimedKey()).toBeNull();
  });

  it('finds no key where none is stored', async () => {
    expect(await readApiKey()).toBeNull();
    expect(await readUnclaimedKey()).toBeNull();
  });
});

describe('ensureApiKeyPlace', () => {
  it.each([
    ['session', { device: null, session: KEY }],
    ['device', { device: KEY, session: null }],
  ] as const)('moves the key to its place, from elsewhere or both (%s)', async (place, moved) => {
    for (const former of PLACES) {
      await storeApiKey(KEY, former, [OWNER]);
      await ensureApiKeyPlace(place);
      expect(await storedKeys()).toEqual(moved);
    }
    const copy = { version: 1, value: KEY };
    await fakeBrowser.storage.local.set({ apiKey: copy });
    await fakeBrowser.storage.session.set({ sessionKey: copy });
    await ensureApiKeyPlace(place);
    expect(await storedKeys()).toEqual(moved);
  });

  it.each(PLACES)('writes nothing when the key is in its place (%s)', async (place) => {
    await storeApiKey(KEY, place, [OWNER]);
    const local = vi.spyOn(fakeBrowser.storage.local, 'set');
    const session = vi.spyOn(fakeBrowser.storage.session, 'set');
    await ensureApiKeyPlace(place);
    expect(local).not.toHaveBeenCalled();
    expect(session).not.toHaveBeenCalled();
  });

  it('leaves a key without an owner where it is', async () => {
    await storeApiKey(KEY, 'device');
    await ensureApiKeyPlace('session');
    expect(await storedKeys()).toEqual({ device: KEY, session: null });
  });
});

describe('storeApiKey', () => {
  it('deletes the key on the device only once that of the session is stored', async () => {
    await storeApiKey(KEY, 'device', [OWNER]);
    const release = holdCalls(fakeBrowser.storage.session, 'set');
    const storing = storeApiKey(NEXT_KEY, 'session');
    await settled();
    expect(await storedKeys()).toEqual({ device: KEY, session: null });
    release();
    await storing;
    expect(await storedKeys()).toEqual({ device: null, session: NEXT_KEY });
  });

  it('deletes the key of the session only once that on the device is stored', async () => {
    await storeApiKey(KEY, 'session', [OWNER]);
    const release = holdCalls(fakeBrowser.storage.local, 'set');
    const storing = storeApiKey(NEXT_KEY, 'device');
    await settled();
    expect(await storedKeys()).toEqual({ device: null, session: KEY });
    release();
    await storing;
    expect(await storedKeys()).toEqual({ device: NEXT_KEY, session: null });
  });

  it('stores a key of the session before its owner: an owner without a key lacks it', async () => {
    const release = holdCalls(fakeBrowser.storage.local, 'set');
    const storing = storeApiKey(KEY, 'session', [OWNER]);
    await settled();
    expect(await storedKeys()).toEqual({ device: null, session: KEY });
    expect(await keyOwnerStore.read()).toBeNull();
    release();
    await storing;
    expect(await keyOwnerStore.read()).not.toBeNull();
  });

  it('rejects when the key stays on the device against the wish of the user', async () => {
    await storeApiKey(KEY, 'device', [OWNER]);
    refuseLocal(['remove']);
    await expect(storeApiKey(KEY, 'session')).rejects.toMatchObject({
      store: 'extension-storage',
    });
  });
});

describe('deleteApiKey', () => {
  it.each(['local', 'session'] as const)('rejects when the key stays in %s', async (area) => {
    await storeApiKey(KEY, area === 'local' ? 'device' : 'session', [OWNER]);
    vi.spyOn(fakeBrowser.storage[area], 'remove').mockImplementation(async () => {
      throw new Error('the disk is busy');
    });
    await expect(deleteApiKey()).rejects.toMatchObject({ store: 'extension-storage' });
  });
});
