import { sendCommand } from '../../../utils/browser/send-command.ts';
import { unseenPosts } from '../../../utils/state/unseen-posts.ts';
import type { PopupController } from '../use-popup-controller.ts';

/** Marks as seen those of the posts on screen that were not. */
export function markSeen(
  { data: { first, ranking }, marks }: PopupController,
  postIds: readonly string[],
): void {
  const unseen = unseenPosts(postIds, first, ranking, marks);
  if (unseen.length === 0) return;
  void sendCommand({ type: 'mark-seen', postIds: unseen, isUndoable: false }).catch(
    () => undefined,
  );
}
