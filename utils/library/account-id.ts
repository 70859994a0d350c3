import type { Post } from '../breakouts/model/post.ts';

/**
 * The API's id of the post's account; `null` where it is known by name alone, or not at all: a group of posts is then named by platform and
 * user name, with a colon between them, which no UUID has.
 */
export function accountIdOf({ accountKey }: Pick<Post, 'accountKey'>): string | null {
  return accountKey === null || accountKey.includes(':') ? null : accountKey;
}
