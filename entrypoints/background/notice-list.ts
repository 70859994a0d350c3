import type { Notice } from '../../utils/state/notice.ts';
import { queueNotices } from '../../utils/storage/notice-queue.ts';
import { noticesStore } from '../../utils/storage/stored-values.ts';

/** Adds a notice to those that pages show, unless it is among them. */
export function addNotice(notice: Notice): Promise<void> {
  return queueNotices(async () => {
    const notices = await noticesStore.read();
    if (!notices.includes(notice)) await noticesStore.write([...notices, notice]);
  });
}

/** Removes all notices, because the user has read them. */
export function dismissNotices(): Promise<void> {
  return queueNotices(() => noticesStore.write([]));
}
