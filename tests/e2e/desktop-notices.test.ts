import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { libraryBreakingOut } from '../builders/library-breaking-out.ts';
import { HOUR } from '../builders/time.ts';
import { startWithNotifications } from './support/allowed-notifications.ts';
import { type ExtensionSession, seen } from './support/extension-session.ts';

const { posts, coming } = libraryBreakingOut(Date.now(), [1, 3, 3, 5, 7]);
const POST_ADDRESS = /^https:\/\/www\.instagram\.com\/p\//;
const [first, second, third, fourth, fifth] = coming.map(({ id }) => id);

describe('desktop notices', () => {
  let session: ExtensionSession;
  let page: Page;

  /** The ids of the notices that the browser shows. */
  const noticeIds = () =>
    page.evaluate(async () => Object.keys(await chrome.notifications.getAll()));
  /** The notices that the extension has shown, with their words as sent. */
  const stored = () =>
    page.evaluate(async () => {
      const { desktopNotices, channels } = await chrome.storage.local.get<{
        desktopNotices?: { value: { shown: { message: { posts: { id: string }[] } }[] } };
        channels?: { value: { desktop: { lastSent: { title: string } | null } } };
      }>(['desktopNotices', 'channels']);
      return {
        posts: (desktopNotices?.value.shown ?? []).map(({ message }) =>
          message.posts.map(({ id }) => id).sort(),
        ),
        title: channels?.value.desktop.lastSent?.title ?? null,
      };
    });
  const update = async (hours: number) => {
    session.sandbox.advanceTime(hours * HOUR);
    await page.evaluate(() => chrome.runtime.sendMessage({ type: 'refresh' }));
  };
  /** A click on a notice, in a worker that has not shown it. */
  const clickWithDeadWorker = async (noticeId: string) => {
    await session.browser.killWorker();
    const worker = await session.browser.worker();
    const opened = session.browser.context.waitForEvent('page');
    await worker.evaluate((id) => {
      const { onClicked } = chrome.notifications as unknown as {
        readonly onClicked: { dispatch(id: string): void };
      };
      onClicked.dispatch(id);
    }, noticeId);
    return opened;
  };

  beforeAll(async () => {
    session = await startWithNotifications({ library: posts });
    await session.connect();
    page = await session.browser.openOptions();
    await seen(page.getByText('Connected as'));
  });
  afterAll(() => session.close());

  it('stay off, with one sentence, when the browser refuses the permission', async () => {
    await page.evaluate(() => {
      const { request } = chrome.permissions;
      chrome.permissions.request = async () => {
        chrome.permissions.request = request;
        return false;
      };
    });
    await page.getByRole('checkbox', { name: 'Desktop notifications' }).click();
    await seen(page.getByText("Your browser didn't allow notifications, so none are shown."));
    expect(await noticeIds()).toEqual([]);
  });

  it('name a new breakout in words, and open it after the worker has died', async () => {
    await page.getByRole('checkbox', { name: 'Desktop notifications' }).check();
    await expect
      .poll(() => page.evaluate(async () => 'alertMemory' in (await chrome.storage.local.get())))
      .toBe(true);
    await update(1.5);
    await expect.poll(noticeIds).toHaveLength(1);
    await expect.poll(stored).toMatchObject({
      posts: [[first]],
      title: expect.stringMatching(/^1 new breakout.*@creator\.0 \d+(\.\d+)?×$/),
    });
    const [noticeId = ''] = await noticeIds();
    // Nothing answers in its place, so its address is that of the request.
    const addresses: string[] = [];
    session.browser.context.on('request', (request) => addresses.push(request.url()));
    const opened = await clickWithDeadWorker(noticeId);
    await expect.poll(() => addresses).toContainEqual(expect.stringMatching(POST_ADDRESS));
    await opened.close();
    await expect.poll(noticeIds).toEqual([]);
    await expect.poll(async () => (await session.browser.badge()).title).toContain('(0 new)');
  });

  it('group what an update brings, and open the full view with the new ones', async () => {
    await update(2);
    await expect.poll(noticeIds).toHaveLength(1);
    await expect.poll(async () => (await stored()).posts).toEqual([[second, third].sort()]);
    const [noticeId = ''] = await noticeIds();
    const opened = await clickWithDeadWorker(noticeId);
    await expect.poll(() => opened.url()).toContain('full-view.html#list=new');
    await opened.close();
  });

  it('are withdrawn when their posts are seen', async () => {
    await update(2);
    await expect.poll(noticeIds).toHaveLength(1);
    await page.evaluate(
      (postIds) => chrome.runtime.sendMessage({ type: 'mark-seen', postIds, isUndoable: false }),
      [fourth],
    );
    await expect.poll(noticeIds).toEqual([]);
  });

  it('wait while alerts are paused from the popup, and come when they are resumed', async () => {
    const popup = await session.browser.openPopup();
    const choose = async (entry: string) => {
      await popup.bringToFront();
      await popup.getByRole('button', { name: 'Actions for this list' }).click();
      await popup.getByRole('menuitem', { name: entry }).click();
    };
    await choose('Pause alerts for 1 hour');
    await seen(popup.getByText(/Alerts paused until/));
    await update(2);
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const { alertMemory } = await chrome.storage.local.get<{
            alertMemory: { value: { channels: { desktop: { waiting: { id: string }[] } } } };
          }>('alertMemory');
          return alertMemory.value.channels.desktop.waiting.map(({ id }) => id);
        }),
      )
      .toEqual([fifth]);
    expect(await noticeIds()).toEqual([]);
    await choose('Resume alerts');
    await expect.poll(noticeIds).toHaveLength(1);
    await popup.close();
  });

  it('wake a worker by a click: the browser knows the listener', async () => {
    // The browser writes its settings some seconds later.
    const events = () => {
      const file = join(session.browser.userDataDir, 'Default/Preferences');
      const { extensions } = JSON.parse(readFileSync(file, 'utf8'));
      return extensions?.settings?.[session.browser.extensionId]?.serviceworkerevents ?? [];
    };
    await expect.poll(events).toContain('notifications.onClicked');
  });

  it('stop, with one sentence, when the permission is taken away', async () => {
    await page.evaluate(() => chrome.permissions.remove({ permissions: ['notifications'] }));
    await page.bringToFront();
    await seen(page.getByText('Your browser no longer allows notifications, so none are shown.'));
    await expect
      .poll(() =>
        page.evaluate(async () => {
          const { channels } = await chrome.storage.local.get<{
            channels: { value: { desktop: { fault: { kind: string } | null } } };
          }>('channels');
          return channels.value.desktop.fault?.kind;
        }),
      )
      .toBe('access-missing');
  });
});
