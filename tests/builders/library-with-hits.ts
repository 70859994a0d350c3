import type { HandMadePost } from '../sandbox-api/hand-made-post.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A library in which anyone can see which posts are breaking out. */
export interface LibraryWithHits {
  readonly posts: readonly HandMadePost[];
  /** Ids of the posts that gain {@link HIT_MULTIPLE} times what posts of their age gain on their account. */
  readonly hitIds: readonly string[];
}

/** How much more than usual a hit gains: far beyond what any preset asks for. */
export const HIT_MULTIPLE = 20;

/** Accounts of the library: every third has a hit. */
const ACCOUNTS = 6;
const POSTS_PER_ACCOUNT = 25;
/** The youngest post of an account is this old, and each further one is so much older, days. */
const YOUNGEST_DAYS = 1.3;
const DAYS_BETWEEN_POSTS = 1.7;
/** Which post of an account is its hit: about a week old or less, so that it is a hit over 7 and 30 days. */
const HIT = 2;

/** Views of a post of age `days` that gained one view a day at first and ever less from then on. */
function growth(days: number): number {
  return (0.6 ** -0.4 - (days + 0.6) ** -0.4) / 0.4;
}

/**
 * Makes the library as it stands at `now` (ms since epoch): both platforms, each account refreshed once a day, five hours ago last, and
 * captions as people write them.
 *
 * @param futureDays so many further days of refreshes, for tests that move the sandbox's clock
 */
export function libraryWithHits(now: number, futureDays = 0): LibraryWithHits {
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
      const createdAt = now - (YOUNGEST_DAYS + index * DAYS_BETWEEN_POSTS) * DAY;
      const size = 1500 * 1.6 ** account * (1 + 0.1 * ((index * 7) % 5)) * (isHit ? HIT_MULTIPLE : 1);
      const refreshes = [];
      for (let at = now - 5 * HOUR + futureDays * DAY; at > createdAt; at -= DAY) {
        const views = Math.round(size * growth((at - createdAt) / DAY));
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
        platform: account % 2 === 0 ? 'instagram' : 'tiktok',
        caption: captions[index % captions.length] ?? null,
        createdAt,
        refreshes,
      });
    }
  }
  return { posts, hitIds };
}
