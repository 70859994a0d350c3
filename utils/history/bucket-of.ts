import type { Post } from '../breakouts/model/post.ts';

/** Into so many records the posts of a library are put, whatever its size. */
export const BUCKETS = 256;

/**
 * The record that holds a post's history: all posts of an account share one, for CreatorAudit refreshes them together, and one record is then
 * written anew. FNV-1a, 32 bits, of the account, or of the post's own id where no account is known.
 */
export function bucketOf({ accountKey, id }: Pick<Post, 'accountKey' | 'id'>): number {
  const text = accountKey ?? id;
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash % BUCKETS;
}
