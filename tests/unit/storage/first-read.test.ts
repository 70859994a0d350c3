import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { POPUP_SESSION_KEY, POPUP_VIEW_KEY } from '../../../utils/state/popup-view.ts';
import { readFirst } from '../../../utils/storage/first-read.ts';
import { FIRST_RANKING_KEY, PAGE_STATE_KEY } from '../../../utils/storage/published-page.ts';
import { STORAGE_MODE_KEY } from '../../../utils/storage/storage-mode.ts';
import { refuseToRead } from '../../builders/damaged-storage.ts';

const KEPT = {
  [PAGE_STATE_KEY]: 'state',
  [FIRST_RANKING_KEY]: 'ranking',
  [POPUP_VIEW_KEY]: 'view',
};
const REMEMBERED = { [POPUP_SESSION_KEY]: 'scrolled' };
const MODE = { [STORAGE_MODE_KEY]: { version: 1, value: { mode: 'local', repairedBy: '0' } } };
const FALLBACK = {
  [STORAGE_MODE_KEY]: { version: 1, value: { mode: 'session-fallback', repairedBy: '0' } },
};

beforeEach(() => {
  fakeBrowser.reset();
});

afterEach(() => vi.restoreAllMocks());

describe('readFirst', () => {
  it('reads what the first frame shows, with one call to each area', async () => {
    await fakeBrowser.storage.local.set({ ...KEPT, apiKey: 'secret' });
    await fakeBrowser.storage.session.set({ ...REMEMBERED, ...MODE, sessionKey: 'secret' });
    const local = vi.spyOn(fakeBrowser.storage.local, 'get');
    const session = vi.spyOn(fakeBrowser.storage.session, 'get');
    expect(await readFirst()).toEqual({ ...KEPT, ...REMEMBERED, ...MODE });
    expect(local).toHaveBeenCalledOnce();
    expect(session).toHaveBeenCalledOnce();
  });

  it('reads the place that replaces local storage', async () => {
    await fakeBrowser.storage.local.set({ [PAGE_STATE_KEY]: 'outdated' });
    await fakeBrowser.storage.session.set({ ...KEPT, ...REMEMBERED, ...FALLBACK });
    expect(await readFirst()).toEqual({ ...KEPT, ...REMEMBERED, ...FALLBACK });
  });

  it('reads again once the worker has repaired local storage', async () => {
    await fakeBrowser.storage.local.set({ [PAGE_STATE_KEY]: 'damaged' });
    refuseToRead([PAGE_STATE_KEY]);
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async () => {
      await fakeBrowser.storage.local.set(KEPT);
      return { result: 'ok' };
    });
    expect(await readFirst()).toEqual(KEPT);
  });

  it('does without what the popup remembers of its last use', async () => {
    await fakeBrowser.storage.local.set(KEPT);
    vi.spyOn(fakeBrowser.storage.session, 'get').mockImplementation(async () => {
      throw new Error('no session storage');
    });
    expect(await readFirst()).toEqual(KEPT);
  });
});
