import type { Settings } from '../../settings/settings.ts';
import type { LifetimeStats } from '../baseline/lifetime-stats.ts';
import { coveredColumn, type Deltas, gainedColumn } from '../model/delta-table.ts';
import { type FlaggedPost, flaggedIds, nextFlagged } from '../model/flagged-post.ts';
import type { Post } from '../model/post.ts';
import type { Measure, PostState, Ranking } from '../model/ranking.ts';
import { sensitivityOf } from '../model/sensitivity.ts';
import type { Classification } from '../rule/classification.ts';
import { compareClassifications } from '../rule/classification-order.ts';
import { type ClassifiedPosts, createClassifier } from '../rule/classify-posts.ts';
import { isBreakout } from '../rule/is-breakout.ts';
import { buildRanking } from './build-ranking.ts';
import { type Evidence, evidenceOf, WEAKEST_KEPT } from './evidence-log.ts';

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
  /** Of the same posts, by measure: they are the same for every window. */
  readonly lifetimes: Readonly<Record<Measure, LifetimeStats>>;
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
  const { posts, deltas, lifetimes, memory, windowDays, settings, now } = input;
  const sensitivity = sensitivityOf(settings);
  const judge = (measure: Measure) =>
    createClassifier({ posts, deltas, windowDays, now, measure, lifetimes: lifetimes[measure] });
  const show = (measure: Measure, judged: ClassifiedPosts, flagged: readonly FlaggedPost[]) => {
    const gained = gainedColumn(posts, deltas, windowDays, measure);
    const coveredDays = coveredColumn(posts, deltas, windowDays, measure);
    const { followed } = lifetimes[measure].table;
    const common = { posts, deltas, gained, followed, coveredDays, judged, flagged, windowDays, measure };
    return [null, ...input.platforms].map((platform) =>
      buildRanking({ ...common, platform, topMoversCount: settings.topMoversCount }),
    );
  };
  const byViews = () => {
    const judgedBy = judge('views');
    const judged = judgedBy({ sensitivity, flaggedBefore: flaggedIds(memory?.flagged ?? []) });
    if (memory === undefined) return { rankings: show('views', judged, []), flagged: [], evidence: [] };
    const flagged = nextFlagged(memory.flagged, breakoutsOf(judged), memory.seen, now);
    const evidence = evidenceOf(breakoutsOf(judgedBy({ sensitivity: WEAKEST_KEPT })), now);
    return { rankings: show('views', judged, flagged), flagged, evidence };
  };
  const views = byViews();
  return { ...views, rankings: [...views.rankings, ...show('engagement', judge('engagement')({ sensitivity }), [])] };
}

/** The breakouts alone, in the rule's order. */
function breakoutsOf({ states, judgement }: ClassifiedPosts): Classification[] {
  const breakouts: Classification[] = [];
  for (let row = 0; row < states.length; row++) {
    if (isBreakout({ state: states[row] as PostState })) breakouts.push(judgement(row));
  }
  return breakouts.sort(compareClassifications);
}
