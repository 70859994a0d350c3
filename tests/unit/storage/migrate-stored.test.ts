import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { DEFAULT_SETTINGS } from '../../../utils/settings/settings.ts';
import { REGISTRY } from '../../../utils/storage/registry.ts';
import { everythingIn } from '../../builders/damaged-storage.ts';

type Items = Readonly<Record<string, { readonly version: number; readonly value: unknown }>>;

/**
 * The data stored by version 0.1.0 after a day with a key, a changed setting and a look at the
 * breakouts.
 */
const RELEASED: { readonly local: Items; readonly backups: Items } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/stored-0.1.0.json'), 'utf8'),
);

interface Flags {
  readonly posts: readonly { readonly id: string; readonly firstFlaggedAt: number }[];
}

/** A value that version 0.1.0 has stored. */
function released<T>(key: string): T {
  const stored = RELEASED.local[key];
  if (stored === undefined) throw new Error(`the fixture has no ${key}`);
  return stored.value as T;
}

async function startWorker() {
  vi.resetModules();
  const { openStorage } = await import('../../../utils/storage/worker-storage.ts');
  const stores = await import('../../../utils/storage/stored-values.ts');
  const { readApiKey } = await import('../../../utils/storage/api-key-store.ts');
  return { ...stores, readApiKey, mode: await openStorage() };
}

beforeEach(async () => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  const backups = await openDB('critical-copies', 1, {
    upgrade: (database) => void database.createObjectStore('copies'),
  });
  for (const [key, stored] of Object.entries(RELEASED.backups))
    await backups.put('copies', stored, key);
  backups.close();
});

describe.each([
  ['migration of version 0.1.0', RELEASED.local],
  ['migration of version 0.1.0, of which only the backups are left', {}],
])('%s', (_, local) => {
  beforeEach(() => fakeBrowser.storage.local.set(local));

  it('keeps key, owner, settings, marks and flags', async () => {
    const worker = await startWorker();
    expect(worker.mode).toBe('local');
    expect(await worker.readApiKey()).toBe(released('apiKey'));
    expect(await worker.keyOwnerStore.read()).toEqual(released('keyHolder'));
    const { keepKey, ...settings } = released<{ readonly keepKey: string }>('settings');
    expect(await worker.settingsStore.read()).toEqual({
      ...DEFAULT_SETTINGS,
      ...settings,
      keyPersistence: keepKey,
    });
    const seen = released<Readonly<Record<string, number>>>('seen');
    expect(Object.keys(seen).length).toBeGreaterThan(0);
    const { posts } = await worker.marksStore.read();
    expect(posts).toEqual(
      Object.fromEntries(Object.entries(seen).map(([id, seenAt]) => [id, { seenAt }])),
    );
    const flagged = released<Flags>('flags');
    const kept = (await worker.flagsStore.read()).posts;
    expect(kept.map(({ id, firstFlaggedAt }) => [id, firstFlaggedAt])).toEqual(
      flagged.posts.map(({ id, firstFlaggedAt }) => [id, firstFlaggedAt]),
    );
  });

  it('leaves nothing under an undeclared key', async () => {
    await startWorker();
    const declared = new Set(REGISTRY.map(({ key }) => key));
    const left = [
      ...Object.keys(await everythingIn('local')),
      ...Object.keys(await everythingIn('session')),
    ];
    expect(left.filter((key) => !declared.has(key))).toEqual([]);
    const backups = await openDB('critical-copies');
    expect(
      (await backups.getAllKeys('copies')).filter((key) => !declared.has(String(key))),
    ).toEqual([]);
    backups.close();
  });
});

describe('values stored by version 0.1.0', () => {
  it('are migrated without a notice, with events and API capabilities', async () => {
    await fakeBrowser.storage.local.set(RELEASED.local);
    const worker = await startWorker();
    expect(await worker.noticesStore.read()).toEqual([]);
    expect(await worker.eventsStore.read()).toHaveLength(
      released<readonly unknown[]>('events').length,
    );
    expect((await worker.apiCapabilitiesStore.read()).deltasByGet).toBe(true);
    expect((await worker.apiDeprecationStore.read()).askedAt).toBeGreaterThan(0);
    expect((await worker.publicationStore.read())?.posts).toBe(
      released<{ posts: number }>('publication').posts,
    );
    expect((await worker.syncStatusStore.read()).lastSuccessAt).toBeGreaterThan(0);
  });
});
