import type { DeltasByWindow } from '../../utils/breakouts/model/delta.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import type { Poll } from '../simulation/poll.ts';
import type { VideoSeries } from './video-series.ts';

const DAY_MS = 86_400_000;

/** The group whose videos are compared: that of a channel or of a category. */
export type Grouping = 'channel' | 'category';

/**
 * Creates the responses of the API on one day, if it had tracked every video since it was first on
 * the list. The series lack the time of publication: it is assumed to be the day before, so that
 * ages are days on the list. Videos that have left the list stay in the library, as part of the
 * baseline.
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
