import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  clearNotifications,
  showNotification,
  shownNotifications,
} from '../../../utils/browser/notifications.ts';

const api = fakeBrowser.notifications;

beforeEach(() => fakeBrowser.reset());

afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(fakeBrowser, { notifications: api });
});

/** The permission is missing, and the API with it. */
const withoutPermission = () => Object.assign(fakeBrowser, { notifications: undefined });

/** A worker whose modules are new. */
async function newWorker() {
  vi.resetModules();
  return import('../../../utils/browser/notifications.ts');
}

describe('showNotification', () => {
  it('shows text alone', async () => {
    const create = vi.spyOn(api, 'create');
    expect(await showNotification('n1', 'Title', 'Text')).toBe(true);
    expect(create).toHaveBeenCalledExactlyOnceWith('n1', {
      type: 'basic',
      iconUrl: fakeBrowser.runtime.getURL('/icon/128.png' as never),
      title: 'Title',
      message: 'Text',
    });
    expect(await shownNotifications()).toEqual(['n1']);
  });

  it('says that the browser has not shown it', async () => {
    vi.spyOn(api, 'create').mockImplementation(async () => {
      throw new Error('unable to show it');
    });
    expect(await showNotification('n1', 'Title', 'Text')).toBe(false);
    withoutPermission();
    expect(await showNotification('n1', 'Title', 'Text')).toBe(false);
  });
});

describe('clearNotifications', () => {
  it('removes the given notices only', async () => {
    for (const id of ['a', 'b', 'c']) await showNotification(id, 'Title', 'Text');
    await clearNotifications(['a', 'c', 'gone']);
    expect(await shownNotifications()).toEqual(['b']);
  });

  it('does nothing without the permission', async () => {
    withoutPermission();
    await clearNotifications(['a']);
    expect(await shownNotifications()).toEqual([]);
  });
});

describe('watchNotifications', () => {
  const listen = () => {
    const clicked = vi.spyOn(api.onClicked, 'addListener');
    const closed = vi.spyOn(api.onClosed, 'addListener');
    return { clicked, closed };
  };

  it('calls the listeners with the id of a notice', async () => {
    const { clicked, closed } = listen();
    const { watchNotifications } = await newWorker();
    const [onClicked, onClosed] = [vi.fn(), vi.fn()];
    watchNotifications(onClicked, onClosed);
    clicked.mock.calls[0]?.[0]('a');
    closed.mock.calls[0]?.[0]('b', true);
    expect(onClicked.mock.calls).toEqual([['a']]);
    expect(onClosed.mock.calls).toEqual([['b']]);
  });

  it('listens once, and only once there is the permission', async () => {
    const { clicked, closed } = listen();
    const { watchNotifications } = await newWorker();
    withoutPermission();
    watchNotifications(vi.fn(), vi.fn());
    expect(clicked).not.toHaveBeenCalled();
    Object.assign(fakeBrowser, { notifications: api });
    watchNotifications(vi.fn(), vi.fn());
    watchNotifications(vi.fn(), vi.fn());
    expect(clicked).toHaveBeenCalledOnce();
    expect(closed).toHaveBeenCalledOnce();
  });
});
