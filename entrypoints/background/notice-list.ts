import type { Notice } from '../../utils/state/notice.ts';
import { serialQueue } from '../../utils/storage/serial-queue.ts';
import { noticesStore } from '../../utils/storage/stored-values.ts';

/**
 * Serializes the changes of the list: each reads all of it, and would bring back what another has
 * just removed.
 */
const enqueue = serialQueue();

/** Adds a notice to those that pages show, unless it is among them. */
export function addNotice(notice: Notice): Promise<void> {
  return enqueue(async () => {
    const notices = await noticesStore.read();
    if (!notices.includes(notice)) await noticesStore.write([...notices, notice]);
  });
}

/** Removes all notices, because the user has read them. */
export function dismissNotices(): Promise<void> {
  return enqueue(() => noticesStore.write([]));
}
