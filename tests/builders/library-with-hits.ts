import type { HandMadePost } from '../sandbox-api/hand-made-post.ts';
import type { Platform } from '../sandbox-api/library-post.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A library with obvious breakouts. */
export interface LibraryWithHits {
  readonly posts: readonly HandMadePost[];
  /** The ids of posts that gain {@link HIT_MULTIPLE} times the usual of their account and age. */
  readonly hitIds: readonly string[];
}

/** The multiple of a hit, far above the threshold of every preset. */
const HIT_MULTIPLE = 20;

/** The number of accounts; every third has a hit. */
const ACCOUNTS = 6;
const POSTS_PER_ACCOUNT = 25;
/** The age of the youngest post of an account, and the days between its posts. */
const YOUNGEST_DAYS = 1.3;
const DAYS_BETWEEN_POSTS = 1.7;
/** The index of the hit of an account, young enough to be a hit over 7 and over 30 days. */
const HIT = 2;

/**
 * Computes the views of a post at an age in days, starting with one view a day and slowing down.
 */
function growth(days: number): number {
  return (0.6 ** -0.4 - (days + 0.6) ** -0.4) / 0.4;
}

/**
 * Creates the library at `now` (ms since epoch): both platforms, each account refreshed daily, most
 * recently five hours ago, and realistic captions.
 *
 * @param futureDays further days of refreshes, for tests that move the sandbox's clock
 * @param correction a platform took a share of the views of all its posts back
 */
export function libraryWithHits(
  now: number,
  futureDays = 0,
  correction?: {
    readonly platform: Platform;
    readonly share: number;
    /** ms since epoch. */
    readonly at: number;
  },
): LibraryWithHits {
  const captions = [
    'Morning routine ☀️🏃‍♀️ #fyp',
    'וידאו חדש: איך אני מתכננת את השבוע',
    'تحدي الطبخ في خمس دقائق 🍳',
    'A very long caption that goes on about the day, the weather and the dog. '.repeat(5),
    null,
    '<img src=x onerror=alert(1)> & "quotes"',
  ];
  const posts: HandMadePost[] = [];
  const hitIds: string[] = [];
  for (let account = 0; account < ACCOUNTS; account++) {
    for (let index = 0; index < POSTS_PER_ACCOUNT; index++) {
      const isHit = account % 3 === 0 && index === HIT;
      const id = `00000000-0000-4000-8000-${String(account * 1000 + index).padStart(12, '0')}`;
      const platform = account % 2 === 0 ? 'instagram' : 'tiktok';
      const createdAt = now - (YOUNGEST_DAYS + index * DAYS_BETWEEN_POSTS) * DAY;
      const size =
        1500 * 1.6 ** account * (1 + 0.1 * ((index * 7) % 5)) * (isHit ? HIT_MULTIPLE : 1);
      const refreshes = [];
      for (let at = now - 5 * HOUR + futureDays * DAY; at > createdAt; at -= DAY) {
        const counted = size * growth((at - createdAt) / DAY);
        const isCorrected = platform === correction?.platform && createdAt < correction.at;
        const takenBack =
          isCorrected && at >= correction.at
            ? correction.share * size * growth((correction.at - createdAt) / DAY)
            : 0;
        const views = Math.round(counted - takenBack);
        refreshes.push({
          at,
          views,
          likes: Math.round(views / 12),
          comments: Math.round(views / 90),
          shares: Math.round(views / 200),
        });
      }
      if (isHit) hitIds.push(id);
      posts.push({
        id,
        username: `creator.${account}`,
        platform,
        caption: captions[index % captions.length] ?? null,
        createdAt,
        refreshes,
      });
    }
  }
  return { posts, hitIds };
}
