import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { onCommand } from '../../../utils/browser/commands.ts';
import { DEFAULT_SETTINGS } from '../../../utils/settings/settings.ts';
import { pageStorage } from '../../../utils/storage/page-storage.ts';
import { noticesValue, readPageValues, settingsValue } from '../../../utils/storage/page-values.ts';
import { STORAGE_MODE_KEY } from '../../../utils/storage/storage-mode.ts';
import { refuseLocal, refuseToRead } from '../../builders/damaged-storage.ts';

const SESSION_FALLBACK = {
  [STORAGE_MODE_KEY]: { version: 1, value: { mode: 'session-fallback', repairedBy: '0' } },
};

/** Simulates a worker whose start runs `repair`. */
function workerThat(repair: () => Promise<void>) {
  const sender = {
    id: fakeBrowser.runtime.id,
    url: 'chrome-extension://test-extension-id/popup.html',
  };
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockReturnValue('chrome-extension://test-extension-id/');
  const woken = vi.fn(async () => {
    await repair();
    return { result: 'ok' } as const;
  });
  vi.spyOn(fakeBrowser.runtime.onMessage, 'addListener').mockImplementation((listener) => {
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(
      (message: unknown) =>
        new Promise(
          (resolve) => void listener(message as never, sender as never, resolve as never),
        ),
    );
  });
  onCommand(woken);
  return woken;
}

beforeEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
});

describe('page storage', () => {
  it('reads extension storage without waking the worker', async () => {
    const woken = workerThat(async () => undefined);
    await fakeBrowser.storage.local.set({ colour: 'red' });
    expect(await pageStorage.get('local', ['colour', 'size'])).toEqual({ colour: 'red' });
    expect(woken).not.toHaveBeenCalled();
  });

  it('reads session storage while that is the fallback', async () => {
    await fakeBrowser.storage.local.set({ colour: 'red' });
    await fakeBrowser.storage.session.set({ colour: 'blue', ...SESSION_FALLBACK });
    expect(await pageStorage.get('local', ['colour'])).toEqual({ colour: 'blue' });
  });

  it('reads extension storage when the mode cannot be read, or is damaged', async () => {
    const woken = workerThat(async () => undefined);
    await fakeBrowser.storage.local.set({ colour: 'red' });
    await fakeBrowser.storage.session.set({ [STORAGE_MODE_KEY]: 'damaged' });
    expect(await pageStorage.get('local', ['colour'])).toEqual({ colour: 'red' });
    vi.spyOn(fakeBrowser.storage.session, 'get').mockRejectedValue(new Error('Corruption'));
    expect(await pageStorage.get('local', ['colour'])).toEqual({ colour: 'red' });
    expect(woken).not.toHaveBeenCalled();
  });

  it('reads several values in one call', async () => {
    await fakeBrowser.storage.local.set({ notices: { version: 1, value: ['posts-rebuilt'] } });
    const get = vi.spyOn(fakeBrowser.storage.local, 'get');
    const [settings, notices] = await readPageValues(settingsValue, noticesValue);
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(notices).toEqual(['posts-rebuilt']);
    expect(get).toHaveBeenCalledOnce();
  });

  it('reads again after the worker has repaired storage', async () => {
    await fakeBrowser.storage.local.set({ colour: 'red' });
    refuseToRead(['colour']);
    const woken = workerThat(() => fakeBrowser.storage.local.set({ colour: 'green' }));
    expect(await pageStorage.get('local', ['colour'])).toEqual({ colour: 'green' });
    expect(woken).toHaveBeenCalledExactlyOnceWith({ type: 'ping' });
  });

  it('reads what the worker has moved to session storage', async () => {
    refuseLocal(['get', 'set', 'remove']);
    workerThat(() => fakeBrowser.storage.session.set({ colour: 'blue', ...SESSION_FALLBACK }));
    expect(await pageStorage.get('local', ['colour'])).toEqual({ colour: 'blue' });
  });

  it('rejects instead of hanging or returning nothing when repair fails', async () => {
    refuseLocal(['get', 'set', 'remove']);
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValue(new Error('no worker'));
    await expect(pageStorage.get('local', ['colour'])).rejects.toThrow('Corruption');
    vi.useFakeTimers();
    try {
      vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockReturnValue(
        new Promise(() => undefined) as never,
      );
      const reading = pageStorage.get('local', ['colour']).catch((error: Error) => error.message);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await reading).toMatch('Corruption');
    } finally {
      vi.useRealTimers();
    }
  });
});
