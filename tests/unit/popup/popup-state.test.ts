import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadValidatedState } from '../../../entrypoints/popup/load-validated-state.ts';
import { loadPopupState } from '../../../entrypoints/popup/popup-state.ts';
import type { Publication } from '../../../utils/state/publication.ts';
import { publish } from '../../../utils/storage/published-rankings.ts';
import {
  apiDeprecationStore,
  keyOwnerStore,
  noticesStore,
  publicationStore,
  seenPostsStore,
  settingsStore,
  syncStatusStore,
} from '../../../utils/storage/stored-values.ts';
import { aKeyHolder } from '../../builders/key-holder.ts';
import { NOW } from '../../builders/moments.ts';
import { aPublication } from '../../builders/publication.ts';
import { aBreakout, aRanking } from '../../builders/ranking.ts';
import { settingsWith } from '../../builders/settings.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';

vi.mock('../../../entrypoints/popup/load-validated-state.ts', { spy: true });

const { generation: _, checksums: __, writer: ___, ...HEAD } = aPublication();
const FRONT = aRanking({ breakouts: [aBreakout({ id: 'first' })] });
const OTHER = aRanking({ windowDays: 30 });
const CHOICE = { windowDays: 30, measure: 'views', platform: null } as const;

/** Stores something else than the fallback under every key. */
async function storeAll(): Promise<void> {
  await publish(
    HEAD,
    [FRONT, OTHER],
    [
      settingsStore.entry(settingsWith({ topMoversCount: 3 })),
      keyOwnerStore.entry(aKeyHolder()),
      syncStatusStore.entry(aSyncStatus({ lastSuccessAt: NOW })),
      seenPostsStore.entry({ first: NOW }),
      noticesStore.entry(['key-restored']),
      apiDeprecationStore.entry({ askedAt: NOW, deprecation: NOW, sunset: null }),
    ],
  );
}

/** Changes what stands in storage under a key. */
async function change(key: string, by: (stored: Record<string, unknown>) => unknown): Promise<void> {
  const { [key]: stored } = await fakeBrowser.storage.local.get(key);
  expect(stored).toBeDefined();
  await fakeBrowser.storage.local.set({ [key]: by(stored as Record<string, unknown>) });
}

const SMALL_KEYS = ['settings', 'keyHolder', 'syncStatus', 'publication', 'seen', 'notices', 'apiLifecycle'];

beforeEach(() => {
  fakeBrowser.reset();
  vi.mocked(loadValidatedState).mockClear();
});

describe('what the popup shows, as the worker has sealed it', () => {
  it('is read in one call, without any schema', async () => {
    await storeAll();
    const get = vi.spyOn(fakeBrowser.storage.local, 'get');
    expect(await loadPopupState()).toMatchObject({ hasKey: true, publication: HEAD, ranking: FRONT });
    expect(get).toHaveBeenCalledTimes(1);
    get.mockRestore();
    expect(loadValidatedState).not.toHaveBeenCalled();
  });

  it('is what the schemas give as well', async () => {
    await storeAll();
    expect(await loadPopupState()).toEqual(await loadValidatedState());
    expect(await loadPopupState(CHOICE)).toEqual(await loadValidatedState(CHOICE));
    expect(await loadPopupState(CHOICE)).toMatchObject({ ranking: OTHER });
  });

  it('is what the schemas give as well when nothing is stored', async () => {
    const facts = await loadPopupState();
    expect(loadValidatedState).not.toHaveBeenCalled();
    expect(facts).toEqual(await loadValidatedState());
  });
});

describe('what the popup shows, read by its schema', () => {
  it.each(SMALL_KEYS)('because %s was written by another version of the extension', async (key) => {
    await storeAll();
    const before = await loadPopupState();
    await change(key, ({ seal, ...stored }) => ({ ...stored, seal: Number(seal) ^ 1 }));
    expect(await loadPopupState()).toEqual(before);
    expect(loadValidatedState).toHaveBeenCalledTimes(1);
  });

  it('because another version of the extension made the rankings, though this one has sealed the head since', async () => {
    await storeAll();
    const { publication, ...before } = await loadPopupState();
    await publicationStore.write({ ...(publication as Publication), writer: '0.0.1' });
    expect(await loadPopupState()).toMatchObject(before);
    expect(loadValidatedState).toHaveBeenCalledTimes(1);
  });

  it.each([...SMALL_KEYS, 'ranking/front'])('because %s is damaged: that alone is lost', async (key) => {
    await storeAll();
    const before = await loadPopupState();
    await change(key, (stored) => ({ ...stored, value: 'damaged' }));
    const facts = await loadPopupState();
    expect(loadValidatedState).toHaveBeenCalledTimes(1);
    const part = { keyHolder: 'hasKey', syncStatus: 'status', apiLifecycle: 'lifecycle', 'ranking/front': 'ranking' }[
      key
    ];
    const lost = new Set([part ?? key, ...(key === 'publication' ? ['ranking'] : [])]);
    for (const [name, fact] of Object.entries(facts)) {
      const was = before[name as keyof typeof before];
      if (!lost.has(name)) expect(fact).toEqual(was);
      else expect(fact).not.toEqual(was);
    }
  });

  it('because the ranking chosen is damaged', async () => {
    await storeAll();
    await change('ranking/1/30d/views/all', (stored) => ({ ...stored, value: '{}' }));
    expect(await loadPopupState(CHOICE)).toMatchObject({ publication: HEAD, ranking: null });
    expect(await loadPopupState()).toMatchObject({ ranking: FRONT });
  });

  it('because the browser cannot read the ranking: all the rest is there', async () => {
    await storeAll();
    const read = fakeBrowser.storage.local.get.bind(fakeBrowser.storage.local);
    const get = vi.spyOn(fakeBrowser.storage.local, 'get').mockImplementation(async (keys?: unknown) => {
      if (Array.isArray(keys) && keys.includes('ranking/front')) throw new Error('damaged');
      return read(keys as never);
    });
    expect(await loadPopupState()).toMatchObject({ publication: HEAD, ranking: null });
    get.mockRestore();
  });
});
