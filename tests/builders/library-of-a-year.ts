import type { HandMadePost } from '../sandbox-api/hand-made-post.ts';
import { type LibraryWithHits, libraryWithHits } from './library-with-hits.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Old posts of each account. */
const OLD_POSTS = 2;
const OLD_POST_DAYS = 355;

/**
 * Creates the library of {@link libraryWithHits} with two further posts an account that have been
 * refreshed daily for a year.
 *
 * @param now ms since epoch
 */
export function libraryOfAYear(now: number): LibraryWithHits {
  const { posts, hitIds } = libraryWithHits(now);
  const accounts = Map.groupBy(posts, ({ username }) => username);
  const old = [...accounts].flatMap(([username, [first]], account) =>
    Array.from({ length: OLD_POSTS }, (_, index): HandMadePost => {
      const createdAt = now - (OLD_POST_DAYS + index) * DAY;
      const refreshes = [];
      for (let at = now - 5 * HOUR; at > createdAt; at -= DAY) {
        const views = Math.round((at - createdAt) / HOUR) * (account + 1);
        refreshes.push({ at, views, likes: Math.round(views / 12), comments: 5, shares: 1 });
      }
      return {
        ...{ username: username ?? null, createdAt, refreshes, caption: 'A year old' },
        id: `11111111-0000-4000-8000-${String(account * 1000 + index).padStart(12, '0')}`,
        ...(first?.platform === undefined ? {} : { platform: first.platform }),
      };
    }),
  );
  return { posts: [...posts, ...old], hitIds };
}
