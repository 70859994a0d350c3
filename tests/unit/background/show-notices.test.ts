import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { withOutboxLock } from '../../../entrypoints/background/outbox-lock.ts';
import { showNotices, watchDesktop } from '../../../entrypoints/background/show-notices.ts';
import { CHANNEL_OFF, CHANNELS_OFF } from '../../../utils/alerts/channel-state.ts';
import { addNotice, NO_DESKTOP_NOTICES } from '../../../utils/alerts/desktop-notices.ts';
import { noticeIdOf } from '../../../utils/alerts/notice-target.ts';
import {
  channelsStore,
  desktopNoticesStore,
  marksStore,
} from '../../../utils/storage/stored-values.ts';
import { alertMessage } from '../../builders/alert-message.ts';
import { settled } from '../../builders/held-call.ts';
import { stubLocks } from '../../builders/stub-locks.ts';

vi.mock('../../../utils/browser/translate.ts', async () => {
  const { english } = await import('../../builders/english.ts');
  return { translate: english, messageLocale: () => 'en' };
});

const message = alertMessage({ createdAt: Date.now() });

const desktop = async () => (await channelsStore.read()).desktop;
const waiting = async () => (await desktopNoticesStore.read()).toShow;
const mayNotify = (isAllowed: boolean) =>
  vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation(async () => isAllowed);

beforeEach(async () => {
  fakeBrowser.reset();
  stubLocks();
  await channelsStore.write({ ...CHANNELS_OFF, desktop: { ...CHANNEL_OFF, isOn: true } });
  await desktopNoticesStore.write(addNotice(NO_DESKTOP_NOTICES, message));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('showNotices', () => {
  it('shows each notice once, whoever asks at the same moment', async () => {
    mayNotify(true);
    const create = vi.spyOn(fakeBrowser.notifications, 'create');
    await Promise.all([showNotices(), showNotices()]);
    expect(create).toHaveBeenCalledOnce();
    expect(await waiting()).toEqual([]);
  });

  it('keeps a notice that comes while another is shown, and shows both once', async () => {
    mayNotify(true);
    const other = alertMessage({ id: 'm2', createdAt: Date.now() });
    const shown: (string | undefined)[] = [];
    let adding: Promise<void> | undefined;
    vi.spyOn(fakeBrowser.notifications, 'create').mockImplementation(async (id) => {
      if (shown.length === 0)
        adding = withOutboxLock(async () => {
          const before = await desktopNoticesStore.read();
          await settled();
          await desktopNoticesStore.write(addNotice(before, other));
        });
      shown.push(String(id));
      return String(id);
    });
    await showNotices();
    await adding;
    expect(shown).toEqual([noticeIdOf(message), noticeIdOf(other)]);
    expect(await waiting()).toEqual([]);
  });

  it('keeps a notice that the browser cannot show, and says so until one is shown', async () => {
    mayNotify(true);
    const create = vi
      .spyOn(fakeBrowser.notifications, 'create')
      .mockImplementationOnce(async () => {
        throw new Error('unable to show it');
      });
    await showNotices();
    expect(await desktop()).toMatchObject({ fault: { kind: 'not-shown' }, lastSent: null });
    expect(await waiting()).toEqual([message]);
    await showNotices();
    expect(create).toHaveBeenCalledTimes(2);
    expect(await desktop()).toMatchObject({ fault: null, lastSent: { id: message.id } });
    expect(await waiting()).toEqual([]);
  });

  it('does not count a notice as shown once the permission is gone', async () => {
    mayNotify(false);
    vi.spyOn(fakeBrowser.notifications, 'create').mockImplementation(async () => {
      throw new Error('not allowed');
    });
    await showNotices();
    expect(await desktop()).toMatchObject({ fault: { kind: 'access-missing' }, lastSent: null });
    expect(await waiting()).toEqual([message]);
  });

  it('shows nothing while the channel is off', async () => {
    const create = vi.spyOn(fakeBrowser.notifications, 'create');
    await channelsStore.write(CHANNELS_OFF);
    await showNotices();
    expect(create).not.toHaveBeenCalled();
    expect(await waiting()).toEqual([message]);
  });
});

describe('watchDesktop', () => {
  const whenReady = vi.fn((work: () => Promise<void>) => void work());
  const shown = async () =>
    (await desktopNoticesStore.read()).shown.map(({ noticeId }) => noticeId);

  // One test, because a worker listens once for as long as it lives.
  it('follows clicks, closings, and what is stored of notices and marks, once', async () => {
    await channelsStore.write(CHANNELS_OFF);
    const noticeIds = ['message=a', 'message=b', 'message=c'];
    await desktopNoticesStore.write({
      toShow: [],
      shown: noticeIds.map((noticeId) => ({ noticeId, message })),
    });
    watchDesktop(whenReady);
    watchDesktop(whenReady);

    await fakeBrowser.notifications.onClosed.trigger('message=a', true);
    await vi.waitFor(async () => expect(await shown()).toEqual(['message=b', 'message=c']));

    const open = vi.spyOn(fakeBrowser.tabs, 'create');
    const clear = vi.spyOn(fakeBrowser.notifications, 'clear');
    await fakeBrowser.notifications.onClicked.trigger('message=b');
    await vi.waitFor(async () => expect(await shown()).toEqual(['message=c']));
    expect(open.mock.calls[0]?.[0].url).toContain('full-view.html');
    expect(clear).toHaveBeenCalledWith('message=b');

    await vi.waitFor(() => expect(whenReady).toHaveBeenCalledTimes(4));
    // A notice that is not known changes nothing that is stored.
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    await fakeBrowser.notifications.onClosed.trigger('message=unknown', true);
    await whenReady.mock.lastCall?.[0]();
    expect(set).not.toHaveBeenCalled();

    whenReady.mockClear();
    await marksStore.write({ posts: {}, accounts: {}, creators: {} } as never);
    expect(whenReady).toHaveBeenCalledOnce();
  });
});
