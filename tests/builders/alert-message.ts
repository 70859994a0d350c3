import type { AlertMessage, AlertPost } from '../../utils/alerts/alert-message.ts';
import { NOW } from './time.ts';

/** A breakout as alerts know it. */
export function alertPost(changes: Partial<AlertPost> = {}): AlertPost {
  const id = changes.id ?? 'p1';
  return {
    id,
    postIds: [id],
    platform: 'tiktok',
    accountKey: 'tiktok/anna',
    accountName: 'anna',
    creatorName: 'Anna',
    category: 'Food',
    followers: 1200,
    caption: `Caption of ${id}`,
    url: `https://www.tiktok.com/@anna/video/${id}`,
    multiple: 8.8,
    strength: 8.8,
    gained: 18_400,
    formerMultiple: null,
    endedAt: null,
    ...changes,
  };
}

/** A whole account above its usual. */
export function accountRise(postIds: readonly string[], strength = 3): AlertPost {
  const id = 'account:tiktok/anna';
  return alertPost({ id, postIds, caption: null, url: null, multiple: strength, strength });
}

/** A message about new breakouts. */
export function alertMessage(changes: Partial<AlertMessage> = {}): AlertMessage {
  const posts = changes.posts ?? [alertPost()];
  return {
    id: 'm1',
    kind: 'breakouts',
    createdAt: NOW,
    windowDays: 7,
    posts,
    newCount: posts.length,
    endedCount: 0,
    since: null,
    timeZone: 'UTC',
    isSample: false,
    ...changes,
  };
}
