import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MarkCommand } from '../../utils/state/mark-commands.ts';
import type { PageState } from '../../utils/state/page-state.ts';
import { libraryWithHits } from '../builders/library-with-hits.ts';
import { type ExtensionSession, startExtensionSession } from './support/extension-session.ts';

const DAY = 86_400_000;
const { posts, hitIds } = libraryWithHits(Date.now(), 30);
const [hit = '', other = ''] = hitIds;
const HITS = String(hitIds.length);
const FEWER = String(hitIds.length - 1);

describe('marks in the browser', () => {
  let session: ExtensionSession;
  let page: Page;
  beforeAll(async () => {
    session = await startExtensionSession({ library: posts });
    await session.connect();
    page = await session.browser.openOptions();
  });
  afterAll(() => session.close());

  /** Sends a command as pages do. */
  const send = (command: MarkCommand | { readonly type: 'refresh' }) =>
    page.evaluate((sent) => chrome.runtime.sendMessage(sent), command);
  const marks = () =>
    page.evaluate(async () => {
      const { pageState } = await chrome.storage.local.get<{ pageState: { value: string } }>(
        'pageState',
      );
      return (JSON.parse(pageState.value) as PageState).marks;
    });
  const undo = async () => send({ type: 'undo', id: (await marks()).undo.at(-1)?.id ?? '' });
  const mutePost = (postId: string): MarkCommand => ({
    type: 'mute',
    target: { kind: 'post', postId, accountName: null, caption: null },
  });

  it('update the badge when posts are seen, and can be undone after a worker death', async () => {
    await session.badgeSays(HITS);
    await send({ type: 'mark-seen', postIds: [hit], isUndoable: true });
    await expect
      .poll(async () => (await session.browser.badge()).title)
      .toContain(`(${FEWER} new)`);
    await session.browser.killWorker();
    await undo();
    await expect.poll(async () => (await session.browser.badge()).title).toContain(`(${HITS} new)`);
    expect((await marks()).posts).toEqual({});
  });

  it('remove a muted post from badge and tooltip, and unmuting restores it', async () => {
    await send(mutePost(hit));
    await session.badgeSays(FEWER);
    const { accountName = null, caption = null } = {};
    await send({ type: 'unmute', target: { kind: 'post', postId: hit, accountName, caption } });
    await session.badgeSays(HITS);
  });

  it('hide the posts of a muted account', async () => {
    const accountKey = await page.evaluate(async () => {
      const { firstRanking } = await chrome.storage.local.get<{ firstRanking: { value: string } }>(
        'firstRanking',
      );
      return JSON.parse(firstRanking.value).breakouts[0].accountKey as string;
    });
    await send({
      type: 'mute',
      target: { kind: 'account', accountKey, accountName: null, platform: null },
    });
    await session.badgeSays(FEWER);
    await undo();
    await session.badgeSays(HITS);
  });

  it('end a snooze when its time has come', async () => {
    await send({ type: 'snooze', postIds: [hit], snooze: { until: Date.now() + 4000 } });
    await session.badgeSays(FEWER);
    await session.badgeSays(HITS);
  });

  it('end a snooze when a ranking shows that the post has doubled', async () => {
    const snooze = (untilMultiple: number): MarkCommand => ({
      ...{ type: 'snooze', postIds: [hit] },
      snooze: { untilMultiple, windowDays: 7 },
    });
    await send(snooze(1e6));
    await session.badgeSays(FEWER);
    session.sandbox.advanceTime(1.1 * DAY);
    await send({ type: 'refresh' });
    await expect
      .poll(async () => (await marks()).posts[hit]?.snoozed)
      .toEqual({ untilMultiple: 1e6, windowDays: 7 });
    await send(snooze(2));
    session.sandbox.advanceTime(1.1 * DAY);
    await send({ type: 'refresh' });
    await expect
      .poll(async () => (await marks()).posts[hit]?.snoozed, { timeout: 20_000 })
      .toBeUndefined();
  });

  it('keep a muted post and drop a seen one when the breakouts end', async () => {
    await send(mutePost(hit));
    await send({ type: 'mark-seen', postIds: [other], isUndoable: false });
    session.sandbox.advanceTime(21 * DAY);
    await send({ type: 'refresh' });
    await session.badgeSays('');
    // Seen once more after its end, it is shown no longer and forgotten by the next ranking.
    await send({ type: 'mark-seen', postIds: [other], isUndoable: false });
    session.sandbox.advanceTime(1.1 * DAY);
    await send({ type: 'refresh' });
    await expect
      .poll(async () => Object.keys((await marks()).posts), { timeout: 20_000 })
      .toEqual([hit]);
    expect((await marks()).posts[hit]?.muted).toBeDefined();
  });
});
