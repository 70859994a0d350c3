import type { LifetimeStats } from '../baseline/lifetime-stats.ts';
import type { Deltas } from '../model/delta-table.ts';
import { type FlaggedPost, flaggedIds, nextFlagged } from '../model/flagged-post.ts';
import type { Post } from '../model/post.ts';
import type { PostState } from '../model/post-state.ts';
import { type Sensitivity, thresholdsOf } from '../model/sensitivity.ts';
import type { Classification } from '../rule/classification.ts';
import { compareClassifications } from '../rule/classification-order.ts';
import { type ClassifiedPosts, createClassifier } from '../rule/classify-posts.ts';
import { isBreakout } from '../rule/is-breakout.ts';
import type { MissingReasonOf } from '../rule/missing-reason.ts';
import { buildWindowRanking } from './build-window-ranking.ts';
import { type Evidence, evidenceOf, WEAKEST_KEPT } from './evidence-log.ts';
import type { RankedRows } from './ranked-rows.ts';
import { windowGains } from './window-gains.ts';

/** The memory between rankings, for the window that the badge counts. */
export interface FlagMemory {
  readonly flagged: readonly FlaggedPost[];
  /** The time when each post was last seen, ms since epoch. */
  readonly seen: Readonly<Record<string, number>>;
  /**
   * The time by the clock that noted the times above; the API's clock may differ from it. ms since
   * epoch.
   */
  readonly now: number;
}

export interface RankWindowInput {
  readonly posts: readonly Post[];
  /** Over the window and its double. */
  readonly deltas: Deltas;
  /** The lifetime statistics of the same posts, equal for every window. */
  readonly lifetimes: LifetimeStats;
  /** The memory of the look-back window; the others have none. */
  readonly memory?: FlagMemory;
  /** Days. */
  readonly windowDays: number;
  readonly sensitivity: Sensitivity;
  /** The time by the API's clock, which dates the posts, ms since epoch. */
  readonly now: number;
  /** The true reason why a post is not compared. Default: the rule's. */
  readonly missingReasonOf?: MissingReasonOf;
}

export interface RankedWindow {
  readonly ranking: RankedRows;
  /** Flags after this ranking; empty without a memory. */
  readonly flagged: readonly FlaggedPost[];
  /** Candidates at any sensitivity; empty without a memory. */
  readonly evidence: readonly Evidence[];
}

/**
 * Ranks the posts of a library over one look-back window. With a memory, breakouts are classified
 * with hysteresis and remembered.
 */
export function rankWindow(input: RankWindowInput): RankedWindow {
  const { posts, deltas, lifetimes, memory, windowDays, sensitivity, now } = input;
  const classify = createClassifier({ posts, deltas, windowDays, now, lifetimes });
  const classified = classify({ sensitivity, flaggedBefore: flaggedIds(memory?.flagged ?? []) });
  const { age, tracked } = lifetimes.table;
  const flagged =
    memory === undefined
      ? []
      : nextFlagged(
          memory.flagged,
          [...breakoutsOf(classified), ...risenPosts(classified)],
          memory.seen,
          memory.now,
        );
  const ranking = buildWindowRanking({
    posts,
    gains: windowGains(posts, deltas, windowDays, classified.gain, age),
    tracked,
    classified,
    thresholds: thresholdsOf(sensitivity, windowDays),
    flagged,
    windowDays,
    missingReasonOf: input.missingReasonOf,
  });
  const evidence =
    memory === undefined
      ? []
      : evidenceFor(posts, classify({ sensitivity: WEAKEST_KEPT }), memory.now);
  return { ranking, flagged, evidence };
}

/** Collects the evidence of breakouts, and of the posts of accounts that have risen. */
function evidenceFor(posts: readonly Post[], weakest: ClassifiedPosts, now: number): Evidence[] {
  const ofRises = weakest.risenRows.map((rows) => {
    const classified = rows.map((row) => weakest.steadyClassificationOf(row));
    return evidenceOf(classified, now, posts[rows[0] as number]?.accountKey ?? '');
  });
  return [...evidenceOf(breakoutsOf(weakest), now), ...ofRises.flat()];
}

/**
 * Returns the posts of account rises: a breakout has not ended when the row of its account takes
 * its place.
 */
function risenPosts({ risenAccounts, classificationOf }: ClassifiedPosts): Classification[] {
  return risenAccounts.flatMap(({ rows }) =>
    rows.map((row) => ({ ...classificationOf(row), state: 'resurging' as const })),
  );
}

/** The breakouts alone, in the rule's order. */
function breakoutsOf({ states, classificationOf }: ClassifiedPosts): Classification[] {
  const breakouts: Classification[] = [];
  for (let row = 0; row < states.length; row++) {
    if (isBreakout({ state: states[row] as PostState })) breakouts.push(classificationOf(row));
  }
  return breakouts.sort(compareClassifications);
}
