import { markSeen as markPostsSeen } from '../../../utils/browser/mark-posts.ts';
import { unseenPosts } from '../../../utils/state/unseen-posts.ts';
import type { PopupController } from '../use-popup-controller.ts';

/** Marks as seen those of the posts on screen that were not. */
export function markSeen(
  { data: { first, ranking }, marks }: PopupController,
  postIds: readonly string[],
): void {
  markPostsSeen(unseenPosts(postIds, first, ranking, marks));
}
