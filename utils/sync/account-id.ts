import type { Post } from '../breakouts/model/post.ts';

/**
 * Returns the API's id of the post's account; `null` where only its name is known, or nothing. An
 * account key made of platform and user name has a colon, which no id of the API has.
 */
export function accountIdOf({ accountKey }: Pick<Post, 'accountKey'>): string | null {
  return accountKey === null || accountKey.includes(':') ? null : accountKey;
}
