import type { HandMadePost } from '../sandbox-api/hand-made-post.ts';
import { libraryWithHits } from './library-with-hits.ts';

const DAY = 86_400_000;
/** The number of days over which the fillers were published, like the other posts. */
const SPREAD_DAYS = 42;

/**
 * Creates the library with hits among posts that were never refreshed, so that a sync has many
 * pages and its ranking takes no time.
 *
 * @param size the number of posts
 */
export function largeLibrary(now: number, size: number): HandMadePost[] {
  const { posts } = libraryWithHits(now);
  const fillers = Array.from({ length: size - posts.length }, (_, index): HandMadePost => {
    const createdAt = now - (1 + (SPREAD_DAYS * index) / size) * DAY;
    return {
      id: `00000000-0000-4001-8000-${String(index).padStart(12, '0')}`,
      username: `filler.${index % 40}`,
      createdAt,
      addedAt: createdAt,
    };
  });
  return [...posts, ...fillers];
}
