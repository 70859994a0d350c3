import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from '../../../utils/browser/browser.ts';
import { iconOnToolbar } from '../../../utils/browser/toolbar-icon.ts';

const answering = (settings: unknown) =>
  Object.assign(browser.action, { getUserSettings: async () => settings });

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(browser.action, 'getUserSettings');
});

describe('iconOnToolbar', () => {
  it('returns what the browser says', async () => {
    answering({ isOnToolbar: true });
    expect(await iconOnToolbar.read()).toBe(true);
    answering({ isOnToolbar: false });
    expect(await iconOnToolbar.read()).toBe(false);
  });

  it('returns null where the browser does not say', async () => {
    expect(await iconOnToolbar.read()).toBeNull();
    answering({});
    expect(await iconOnToolbar.read()).toBeNull();
  });

  it('asks each second until it is no longer watched', async () => {
    const listener = vi.fn();
    answering({ isOnToolbar: false });
    const stop = iconOnToolbar.watch(listener);
    await vi.advanceTimersByTimeAsync(1000);
    answering({ isOnToolbar: true });
    await vi.advanceTimersByTimeAsync(1000);
    expect(listener.mock.calls).toEqual([[false], [true]]);
    stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(listener).toHaveBeenCalledTimes(2);
  });
});
