import type { AlertSettings } from '../settings/alert-settings.ts';
import { hiddenBy } from '../state/hidden-posts.ts';
import type { Marks } from '../state/marks.ts';
import type { AlertMessage, AlertPost } from './alert-message.ts';

/** Returns true if a breakout passes the filters of the settings. */
export function passesFilters(post: AlertPost, settings: AlertSettings): boolean {
  const { alertMinFollowers, alertMinMultiple } = settings;
  return (
    isChosen(post.platform, settings.alertPlatforms) &&
    isChosen(post.creatorName, settings.alertCreators) &&
    isChosen(post.category, settings.alertCategories) &&
    isChosen(post.accountKey, settings.alertAccounts) &&
    (post.followers ?? 0) >= alertMinFollowers &&
    (post.endedAt !== null || post.strength >= alertMinMultiple)
  );
}

function isChosen(value: string | null, chosen: readonly string[]): boolean {
  return chosen.length === 0 || chosen.some((one) => one === value);
}

/** The reason why a breakout is not sent: the user has seen it, or a mark hides it. */
export type Withheld = 'seen' | 'hidden';

/**
 * Returns the reason why marks keep a breakout from being sent; `null`: none. An account rise is
 * sent while one of its posts can be.
 *
 * @param now ms since epoch
 */
export function withheldBy(post: AlertPost, marks: Marks, now: number): Withheld | null {
  const { accountKey, creatorName, postIds } = post;
  const visible = postIds.filter(
    (id) => hiddenBy({ id, accountKey, creatorName }, marks, now) === null,
  );
  if (visible.length === 0) return 'hidden';
  return visible.every((id) => marks.posts[id]?.seenAt !== undefined) ? 'seen' : null;
}

/**
 * Returns a message without the posts that the user has seen, snoozed or muted since it was made;
 * `null` when nothing is left to send.
 *
 * @param now ms since epoch
 */
export function withoutWithheld(
  message: AlertMessage,
  marks: Marks,
  now: number,
): AlertMessage | null {
  if (message.kind === 'test') return message;
  const posts = message.posts.filter((post) => withheldBy(post, marks, now) === null);
  const removed = message.posts.length - posts.length;
  if (removed === 0) return message;
  const newCount = message.newCount - removed;
  const isEmpty = newCount <= 0 && (message.kind !== 'digest' || message.endedCount === 0);
  return isEmpty ? null : { ...message, posts, newCount };
}
