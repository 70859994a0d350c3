import type { DeltasByWindow } from '../../utils/breakouts/model/delta.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import type { Poll } from '../simulation/poll.ts';
import type { VideoSeries } from './video-series.ts';

const DAY_MS = 86_400_000;

/** What a channel's or a category's videos are to be compared with. */
export type Grouping = 'channel' | 'category';

/**
 * What the API would have answered on one day, if it had tracked every video since it was first on
 * the list. When a video was published the series do not say: it is taken to be the day before, so
 * that ages are days on the list. Videos that have left it stay in the library, as what is usual
 * for their account.
 *
 * @param day whole days since epoch
 */
export function replayDay(series: readonly VideoSeries[], day: number, grouping: Grouping): Poll {
  const deltas = new Map<string, DeltasByWindow>();
  const posts = series.flatMap((video): Post[] => {
    const days = [...video.views.keys()].filter((seen) => seen <= day);
    if (days.length === 0) return [];
    const first = Math.min(...days);
    const last = Math.max(...days);
    const views = video.views.get(last) ?? 0;
    const gained = (window: number) => {
      const before =
        video.views.get(last - window) ??
        (last - window < first ? video.views.get(first) : undefined);
      return before === undefined || first === last ? null : views - before;
    };
    deltas.set(video.id, {
      1: { views: gained(1), engagement: null },
      2: { views: gained(2), engagement: null },
    });
    return [
      {
        ...{
          id: video.id,
          platform: 'youtube',
          accountKey: video[grouping],
          accountName: video.channel,
        },
        ...{
          caption: null,
          url: null,
          coverUrl: null,
          mediaType: null,
          isUnavailable: false,
          refreshIntervalHours: 24,
        },
        ...{ views, likes: null, comments: null, shares: null, saves: null },
        createdAt: (first - 1) * DAY_MS,
        firstRefreshedAt: first * DAY_MS,
        lastRefreshedAt: last * DAY_MS,
      },
    ];
  });
  return { now: day * DAY_MS + DAY_MS / 2, posts, deltas };
}
