import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { version } from '../../../package.json';
import { DEFAULT_SETTINGS } from '../../../utils/settings/settings.ts';
import { parsePopupView } from '../../../utils/state/popup-view.ts';
import { REGISTRY } from '../../../utils/storage/registry.ts';
import { everythingIn } from '../../builders/damaged-storage.ts';

type Items = Readonly<Record<string, { readonly version: number; readonly value: unknown }>>;

/** The data that a released version has stored. */
interface Released {
  readonly local: Items;
  readonly backups: Items;
}

/** A day with a key, a changed setting and a look at the breakouts. */
const VERSION_0_1 = readFixture('stored-0.1.0.json');
/** The same, with posts that are seen, snoozed and muted, and choices in the popup. */
const VERSION_1_0 = readFixture('stored-1.0.0.json');

function readFixture(name: string): Released {
  return JSON.parse(readFileSync(fixturePath(name), 'utf8'));
}

function fixturePath(name: string): string {
  return join(import.meta.dirname, '../../fixtures', name);
}

interface Flags {
  readonly posts: readonly { readonly id: string; readonly firstFlaggedAt: number }[];
}

/** A value that version 0.1.0 has stored. */
function released<T>(key: string): T {
  const stored = VERSION_0_1.local[key];
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

/** Leaves the profile as a version has left it. */
async function leaveProfile({ local, backups }: Released): Promise<void> {
  vi.restoreAllMocks();
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  await fakeBrowser.storage.local.set(local);
  const copies = await openDB('critical-copies', 1, {
    upgrade: (database) => void database.createObjectStore('copies'),
  });
  for (const [key, stored] of Object.entries(backups)) await copies.put('copies', stored, key);
  copies.close();
}

/** The keys in storage and among the backups that nothing declares. */
async function undeclaredKeys(): Promise<readonly string[]> {
  const backups = await openDB('critical-copies');
  const copies = await backups.getAllKeys('copies');
  backups.close();
  const declared = new Set(REGISTRY.map(({ key }) => key));
  return [
    ...Object.keys(await everythingIn('local')),
    ...Object.keys(await everythingIn('session')),
    ...copies.map(String),
  ].filter((key) => !declared.has(key));
}

describe('samples of stored values', () => {
  it('are kept of every version before the present one', () => {
    const changelog = readFileSync(join(import.meta.dirname, '../../../CHANGELOG.md'), 'utf8');
    const versions = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)$/gm)].map(([, name]) => name);
    expect(versions).toContain('0.1.0');
    const former = versions.filter((name) => name !== version);
    expect(former.filter((name) => !existsSync(fixturePath(`stored-${name}.json`)))).toEqual([]);
  });
});

describe.each([
  ['migration of version 0.1.0', VERSION_0_1.local],
  ['migration of version 0.1.0, of which only the backups are left', {}],
])('%s', (_, local) => {
  beforeEach(() => leaveProfile({ ...VERSION_0_1, local }));

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
    expect(await undeclaredKeys()).toEqual([]);
  });
});

describe('values stored by version 0.1.0', () => {
  it('are migrated without a notice, with events and API capabilities', async () => {
    await leaveProfile(VERSION_0_1);
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

describe.each([
  ['update from version 1.0.0', VERSION_1_0.local],
  ['update from version 1.0.0, of which only the backups are left', {}],
])('%s', (_, local) => {
  beforeEach(() => leaveProfile({ ...VERSION_1_0, local }));

  it('keeps key, owner, settings, marks and flags as they are', async () => {
    const worker = await startWorker();
    const value = (key: string) => VERSION_1_0.local[key]?.value;
    expect(worker.mode).toBe('local');
    expect(await worker.readApiKey()).toBe(value('apiKey'));
    expect(await worker.keyOwnerStore.read()).toEqual(value('keyOwner'));
    expect(await worker.settingsStore.read()).toEqual({
      ...DEFAULT_SETTINGS,
      ...(value('settings') as object),
    });
    expect(await worker.marksStore.read()).toEqual(value('marks'));
    expect(await worker.flagsStore.read()).toEqual(value('flags'));
  });

  it('switches no alert on, and leaves nothing under an undeclared key', async () => {
    const worker = await startWorker();
    expect(await undeclaredKeys()).toEqual([]);
    const channels = Object.values(await worker.channelsStore.read());
    expect(channels.map(({ isOn }) => isOn)).toEqual([false, false, false]);
    expect(await worker.outboxStore.read()).toEqual([]);
  });
});

describe('values stored by version 1.0.0', () => {
  it('are kept, with events, evidence, API capabilities and the popup’s choices', async () => {
    await leaveProfile(VERSION_1_0);
    const worker = await startWorker();
    const value = (key: string) => VERSION_1_0.local[key]?.value;
    expect(await worker.noticesStore.read()).toEqual([]);
    expect(await worker.eventsStore.read()).toEqual(value('events'));
    expect(await worker.evidenceLogStore.read()).toEqual(value('evidenceLog'));
    expect(await worker.sensitivityPreviewStore.read()).toEqual(value('sensitivityPreview'));
    expect(await worker.apiCapabilitiesStore.read()).toEqual(value('apiCapabilities'));
    expect(await worker.apiDeprecationStore.read()).toEqual(value('apiDeprecation'));
    expect(await worker.publicationStore.read()).toEqual(value('publication'));
    expect(await worker.syncStatusStore.read()).toEqual(value('syncStatus'));
    const { popupView } = await everythingIn('local');
    const view = parsePopupView((popupView as { readonly value: unknown }).value);
    expect(view).toMatchObject(value('popupView') as object);
    expect(view.filters).toMatchObject({ minFollowers: null, excludedWords: null });
  });
});
