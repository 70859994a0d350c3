import type { ShownPost } from '../state/shown-post.ts';
import { browser } from './browser.ts';
import { markSeen } from './mark-posts.ts';

/**
 * Opens the first posts that have an address, in tabs behind the page. They count as seen.
 *
 * @param max the most posts to open
 * @returns the number of posts that were opened
 */
export function openPosts(posts: readonly Pick<ShownPost, 'id' | 'url'>[], max: number): number {
  const opened = posts.filter(({ url }) => url !== null).slice(0, max);
  for (const { url } of opened) void browser.tabs.create({ url: url as string, active: false });
  markSeen(opened.map(({ id }) => id));
  return opened.length;
}
