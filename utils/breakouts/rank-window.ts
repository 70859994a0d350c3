import type { Settings } from '../settings/settings.ts';
import { buildRanking } from './build-ranking.ts';
import type { Deltas } from './delta-table.ts';
import { type Evidence, evidenceOf, WEAKEST_KEPT } from './evidence-log.ts';
import { type FlaggedPost, flaggedIds, nextFlagged } from './flagged-post.ts';
import { judgeOf } from './judge-posts.ts';
import type { Judgement } from './judgement.ts';
import { NO_OWN_HISTORY, type OwnHistory } from './own-history.ts';
import type { Post } from './post.ts';
import { sensitivityOf } from './sensitivity.ts';
import type { Measure, Ranking } from './snapshot.ts';

/** What is remembered from one ranking to the next, for the window that the badge counts. */
export interface FlagMemory {
  readonly flagged: readonly FlaggedPost[];
  /** When each post was last looked at, ms since epoch. */
  readonly seen: Readonly<Record<string, number>>;
}

/**
 * From posts and deltas to all that a screen shows of one look-back window: judged by views and by engagement, for all platforms
 * together and for each of `platforms` apart. With a memory, breakouts by views are judged with hysteresis and remembered on.
 */
export function rankWindow(input: {
  readonly posts: readonly Post[];
  /** Over the window and its double. */
  readonly deltas: Deltas;
  /** Which of the deltas are our own. Default: none. */
  readonly ownHistory?: OwnHistory;
  readonly memory?: FlagMemory;
  /** Days. */
  readonly windowDays: number;
  readonly platforms: readonly string[];
  readonly settings: Pick<Settings, 'topMoversCount' | 'sensitivity' | 'customMultiple' | 'customMinimumGain'>;
  /** ms since epoch. */
  readonly now: number;
}): {
  readonly rankings: readonly Ranking[];
  readonly flagged: readonly FlaggedPost[];
  /** What stands out by any setting; empty without a memory. */
  readonly evidence: readonly Evidence[];
} {
  const { posts, deltas, ownHistory = NO_OWN_HISTORY, memory, windowDays, settings, now } = input;
  const sensitivity = sensitivityOf(settings);
  const judge = (measure: Measure) => judgeOf({ posts, deltas, windowDays, now, measure });
  const { topMoversCount } = settings;
  const postOf = new Map(posts.map((post) => [post.id, post]));
  const show = (measure: Measure, judgements: readonly Judgement[], flagged: readonly FlaggedPost[]) =>
    [null, ...input.platforms].map((platform) =>
      buildRanking({
        ...{ measure, judgements, flagged, posts, postOf, deltas, ownHistory },
        windowDays,
        platform,
        topMoversCount,
      }),
    );
  // One after the other, so that the judgements of a large library need not all be held at once.
  const byViews = () => {
    const judgedBy = judge('views');
    const judgements = judgedBy({ sensitivity, flaggedBefore: flaggedIds(memory?.flagged ?? []) });
    if (memory === undefined) return { rankings: show('views', judgements, []), flagged: [], evidence: [] };
    const flagged = nextFlagged(memory.flagged, judgements, memory.seen, now);
    const evidence = evidenceOf(judgedBy({ sensitivity: WEAKEST_KEPT }), now);
    return { rankings: show('views', judgements, flagged), flagged, evidence };
  };
  const byEngagement = () => show('engagement', judge('engagement')({ sensitivity }), []);
  const views = byViews();
  return { ...views, rankings: [...views.rankings, ...byEngagement()] };
}
