import type { Settings } from '../settings/settings.ts';
import { buildRanking } from './build-ranking.ts';
import type { DeltasByPost } from './delta.ts';
import { type Judgement, judgePosts } from './judge-posts.ts';
import { NO_OWN_HISTORY, type OwnHistory } from './own-history.ts';
import type { Post } from './post.ts';
import { MEASURES, type Ranking } from './snapshot.ts';

/**
 * From posts and deltas to all that a screen shows of one look-back window: judged by views and by engagement, for all platforms
 * together and for each of `platforms` apart.
 */
export function rankWindow(input: {
  readonly posts: readonly Post[];
  /** Over the window and its double. */
  readonly deltas: DeltasByPost;
  /** Which of the deltas are our own. Default: none. */
  readonly ownHistory?: OwnHistory;
  /** Days. */
  readonly windowDays: number;
  readonly platforms: readonly string[];
  readonly settings: Pick<Settings, 'topMoversCount' | 'sensitivity' | 'customMultiple' | 'customMinimumGain'>;
  /** ms since epoch. */
  readonly now: number;
}): { readonly rankings: readonly Ranking[]; readonly judgedByViews: readonly Judgement[] } {
  const { posts, deltas, ownHistory = NO_OWN_HISTORY, windowDays, settings, now } = input;
  const { sensitivity, customMultiple, customMinimumGain, topMoversCount } = settings;
  const judged = MEASURES.map((measure) => ({
    measure,
    judgements: judgePosts({
      posts,
      deltas,
      windowDays,
      now,
      measure,
      sensitivity:
        sensitivity === 'custom'
          ? { kind: 'custom', multiple: customMultiple, minimumGain: customMinimumGain }
          : sensitivity,
    }),
  }));
  const rankings = judged.flatMap(({ measure, judgements }) =>
    [null, ...input.platforms].map((platform) =>
      buildRanking({ posts, deltas, ownHistory, judgements, windowDays, measure, platform, topMoversCount }),
    ),
  );
  return { rankings, judgedByViews: judged.find(({ measure }) => measure === 'views')?.judgements ?? [] };
}
