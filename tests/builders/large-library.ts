import type { HandMadePost } from '../sandbox-api/hand-made-post.ts';
import { libraryWithHits } from './library-with-hits.ts';

const DAY = 86_400_000;
/** The fillers were published over so many days, like the posts among which they stand. */
const SPREAD_DAYS = 42;

/**
 * The library with hits, scattered among posts that were not refreshed yet: for syncs of many pages that are ranked in no time.
 *
 * @param size posts in all
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
