import type { AlertMessage } from './alert-message.ts';

/** The longest id of a notice that browsers take (Chrome, notifications.create), characters. */
const MAX_ID_LENGTH = 500;

/** The place that a click on a notice leads to. */
export type NoticeTarget =
  | { readonly kind: 'post'; readonly postId: string; readonly url: string }
  | { readonly kind: 'full-view'; readonly postId: string | null };

/**
 * Returns the id of a message's notice. It names the target, because the worker that shows the
 * notice is gone when it is clicked, and what is stored may have changed.
 */
export function noticeIdOf({ id, posts, newCount }: AlertMessage): string {
  const [only] = posts;
  const post = newCount === 1 && only?.postIds[0] === only?.id ? only : undefined;
  const [postId, url] = [post?.id ?? null, post?.url ?? null];
  const complete = new URLSearchParams({
    message: id,
    ...(postId === null ? {} : { post: postId }),
    ...(url === null ? {} : { url }),
  });
  if (complete.toString().length > MAX_ID_LENGTH) complete.delete('url');
  return complete.toString();
}

/** Reads the target out of the id of a notice. */
export function targetOfNotice(noticeId: string): NoticeTarget {
  const parts = new URLSearchParams(noticeId);
  const [postId, url] = [parts.get('post'), parts.get('url')];
  if (postId !== null && url?.startsWith('https://')) return { kind: 'post', postId, url };
  return { kind: 'full-view', postId };
}
