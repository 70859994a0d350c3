import type { Library } from './library.ts';
import type { LibraryPost } from './library-post.ts';

const DAY_MS = 86_400_000;

/** Returns the organization's figures over a period (days) and the one before, as the API does. */
export function overviewOf(library: Library, days: number, now: number) {
  const posts = library.posts.filter(({ addedAt }) => addedAt <= now);
  const current = figuresOf(posts, now - days * DAY_MS, now);
  const previous = figuresOf(posts, now - 2 * days * DAY_MS, now - days * DAY_MS);
  const totals = {
    active_accounts: library.accounts.filter(({ isActive }) => isActive).length,
    account_videos: posts.filter(({ list }) => list === 'account-videos').length,
    tracked_videos: posts.filter(({ list }) => list === 'videos').length,
  };
  return {
    type: 'overview',
    current: { ...current, ...totals },
    previous: { ...previous, ...totals },
    changes: {
      total_views_pct: changeOf(current.total_views, previous.total_views),
      engagement_rate_pct: changeOf(current.engagement_rate, previous.engagement_rate),
    },
  };
}

function figuresOf(posts: readonly LibraryPost[], from: number, to: number) {
  let views = 0;
  let engagement = 0;
  for (const post of posts) {
    const [before, after] = [post.countsAt(from), post.countsAt(to)];
    views += (after.views ?? 0) - (before.views ?? 0);
    for (const name of ['likes', 'comments', 'shares'] as const)
      engagement += (after[name] ?? 0) - (before[name] ?? 0);
  }
  return {
    total_views: views,
    engagement_rate: views === 0 ? 0 : Number(((engagement / views) * 100).toFixed(2)),
  };
}

function changeOf(now: number, before: number): number | null {
  return before === 0 ? null : Number(((now / before - 1) * 100).toFixed(1));
}
