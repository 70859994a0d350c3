import type { HandMadePost } from '../sandbox-api/hand-made-post.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The days of refreshes before the start, needed for deltas of a week. */
const DAYS_BEFORE = 8;
/** The days of refreshes after the start. */
const DAYS_AFTER = 2;

/**
 * Creates a library in which each account is refreshed once a day at its own time, all posts
 * together, and every post gains views.
 *
 * @param start ms since epoch
 */
export function steadyLibrary(
  start: number,
  size: { readonly posts: number; readonly accounts: number },
): HandMadePost[] {
  const perAccount = Math.ceil(size.posts / size.accounts);
  return Array.from({ length: size.posts }, (_, index) => {
    const account = Math.floor(index / perAccount);
    const phase = Math.floor(((account + 0.5) / size.accounts) * DAY);
    const speed = 50 + ((index * 7919) % 1000) + (index % 400 === 3 ? 20_000 : 0);
    const createdAt = start - ((index % perAccount) + 12) * DAY;
    return {
      id: `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`,
      username: `creator.${account}`,
      accountId: `${String(account).padStart(8, '0')}-aaaa-4000-8000-000000000000`,
      platform: account % 2 === 0 ? 'instagram' : 'tiktok',
      caption: `A day in the life, part ${index}: what we did, ate and learned from the dog #daily`,
      createdAt,
      addedAt: createdAt,
      refreshes: Array.from({ length: DAYS_BEFORE + DAYS_AFTER }, (_, day) => {
        const views = speed * (day + 5);
        const at = start + phase + (day - DAYS_BEFORE) * DAY;
        return {
          at,
          views,
          likes: Math.round(views / 12),
          comments: Math.round(views / 90),
          shares: 3,
        };
      }),
    };
  });
}
