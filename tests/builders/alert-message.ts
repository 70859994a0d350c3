import type { AlertMessage, AlertPost } from '../../utils/alerts/alert-message.ts';

/** Creates a post of an alert. */
export function alertPost(changes: Partial<AlertPost> = {}): AlertPost {
  return {
    id: 'post-1',
    postIds: ['post-1'],
    platform: 'tiktok',
    accountKey: 'account-1',
    accountName: 'kitchen.lab',
    creatorName: null,
    category: null,
    followers: null,
    caption: 'Soup in five minutes',
    url: 'https://www.tiktok.com/@kitchen.lab/video/1',
    multiple: 8.8,
    strength: 8.8,
    gained: 120_000,
    formerMultiple: null,
    endedAt: null,
    ...changes,
  };
}

/** Creates a message with one post. */
export function alertMessage(changes: Partial<AlertMessage> = {}): AlertMessage {
  const posts = changes.posts ?? [alertPost()];
  return {
    id: 'message-1',
    kind: 'breakouts',
    createdAt: Date.UTC(2026, 10, 26, 9),
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
