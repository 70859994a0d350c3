import type { AlertMessage } from '../../utils/alerts/alert-message.ts';
import { type ChannelState, isActive } from '../../utils/alerts/channel-state.ts';
import {
  type DesktopNotices,
  NO_DESKTOP_NOTICES,
  nextNotice,
  outdatedNotices,
  recordShown,
  withoutShown,
} from '../../utils/alerts/desktop-notices.ts';
import { noticeIdOf, targetOfNotice } from '../../utils/alerts/notice-target.ts';
import { withoutWithheld } from '../../utils/alerts/select-posts.ts';
import { hasChannelAccess } from '../../utils/browser/channel-access.ts';
import {
  clearNotifications,
  showNotification,
  shownNotifications,
  watchNotifications,
} from '../../utils/browser/notifications.ts';
import { openFullView, openTab } from '../../utils/browser/open-page.ts';
import { messageLocale, translate } from '../../utils/browser/translate.ts';
import { noticeWords } from '../../utils/messages/notice-words.ts';
import { DEFAULT_FULL_VIEW_STATE, toFullViewHash } from '../../utils/state/full-view-state.ts';
import { desktopNotices, marks } from '../../utils/storage/registry.ts';
import {
  channelsStore,
  desktopNoticesStore,
  marksStore,
  readBatch,
} from '../../utils/storage/stored-values.ts';
import { watchKeys } from '../../utils/storage/watch-keys.ts';
import { changeMarks } from './change-marks.ts';
import { withOutboxLock } from './outbox-lock.ts';
import { changeDeliveries } from './send-messages.ts';

let isWatchingStorage = false;

/**
 * Follows clicks on notices, and what is stored of notices and marks. Must be called synchronously
 * at the worker's start, and again once the permission was given.
 */
export function watchDesktop(whenReady: (work: () => Promise<void>) => void): void {
  watchNotifications(
    (noticeId) => whenReady(() => openNotice(noticeId)),
    (noticeId) => whenReady(() => forgetNotice(noticeId)),
  );
  if (isWatchingStorage) return;
  isWatchingStorage = true;
  watchKeys([marks.key, desktopNotices.key], () => whenReady(showNotices));
}

/**
 * Shows the notices that wait, and withdraws those whose posts the user has seen. A worker that
 * dies in between is followed by one that shows the same notice again, under the same id.
 */
export function showNotices(): Promise<void> {
  return navigator.locks.request('notices', async () => {
    let next = await takeNext();
    while (next !== null && (await show(next))) next = await takeNext();
    await withdrawSeenNotices();
  });
}

/** Returns the next notice to show; drops those that are too old. */
async function takeNext(): Promise<AlertMessage | null> {
  const [notices, { desktop }] = await readBatch(desktopNoticesStore, channelsStore);
  if (notices.toShow.length === 0 || !isActive('desktop', desktop)) return null;
  const next = nextNotice(notices, Date.now());
  if (next === null) await changeNotices((present) => ({ ...present, toShow: [] }));
  return next;
}

/** @returns false when the browser did not show it: it waits, and the channel's card says why */
async function show(message: AlertMessage): Promise<boolean> {
  const left = withoutWithheld(message, await marksStore.read(), Date.now());
  if (left === null) {
    await changeNotices((present) => ({
      ...present,
      toShow: present.toShow.filter(({ id }) => id !== message.id),
    }));
    return true;
  }
  const noticeId = noticeIdOf(left);
  const { title, text } = noticeWords(left, { t: translate, locale: messageLocale() });
  const isShown = await showNotification(noticeId, title, text);
  if (!isShown) {
    const kind = (await hasChannelAccess('desktop')) ? 'not-shown' : 'access-missing';
    await changeDesktop((at) => ({ fault: { kind, status: null, at } }));
    return false;
  }
  await changeNotices((present) => recordShown(present, left, noticeId));
  await changeDesktop((at) => ({ lastSent: { id: message.id, at, title }, fault: null }));
  return true;
}

async function changeDesktop(change: (now: number) => Partial<ChannelState>): Promise<void> {
  await changeDeliveries(({ outbox, channels }, now) => ({
    outbox,
    channels: { ...channels, desktop: { ...channels.desktop, ...change(now) } },
  }));
}

/** Withdraws the notices whose posts are all seen, snoozed or muted. */
async function withdrawSeenNotices(): Promise<void> {
  const notices = await desktopNoticesStore.read();
  if (notices.shown.length === 0) return;
  const outdated = outdatedNotices(notices, await marksStore.read(), Date.now());
  if (outdated.length === 0) return;
  await clearNotifications(outdated);
  await changeNotices((present) => withoutShown(present, outdated));
}

/** Removes all notices: they name posts of an organization that is removed. */
export async function withdrawAllNotices(): Promise<void> {
  await clearNotifications(await shownNotifications());
}

/** Opens what a notice is about, and withdraws it. */
async function openNotice(noticeId: string): Promise<void> {
  const target = targetOfNotice(noticeId);
  if (target.kind === 'post') {
    await openTab(target.url);
    await changeMarks({ type: 'mark-seen', postIds: [target.postId], isUndoable: false });
  } else {
    const { postId } = target;
    const list = postId === null ? 'new' : 'breakouts';
    await openFullView(toFullViewHash({ ...DEFAULT_FULL_VIEW_STATE, list, postId }));
  }
  await clearNotifications([noticeId]);
  await forgetNotice(noticeId);
}

/** Forgets a notice that the user has closed. */
async function forgetNotice(noticeId: string): Promise<void> {
  await changeNotices((present) => withoutShown(present, [noticeId]));
}

function changeNotices(change: (present: DesktopNotices) => DesktopNotices): Promise<void> {
  return withOutboxLock(async () => {
    const before = await desktopNoticesStore.read();
    const after = change(before);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    await (after.toShow.length + after.shown.length === 0
      ? desktopNoticesStore.write(NO_DESKTOP_NOTICES)
      : desktopNoticesStore.write(after));
  });
}
