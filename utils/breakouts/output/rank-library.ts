import type { LifetimeStats } from '../baseline/lifetime-stats.ts';
import type { Deltas } from '../model/delta-table.ts';
import { windowsToShow } from '../model/lookback-window.ts';
import type { Post } from '../model/post.ts';
import type { Sensitivity } from '../model/sensitivity.ts';
import { type AccountTracking, missingReasons } from '../rule/missing-reason.ts';
import { type FlagMemory, type RankedWindow, rankWindow } from './rank-window.ts';

export interface RankLibraryInput {
  readonly posts: readonly Post[];
  /** The lifetime statistics of the same posts. */
  readonly lifetimes: LifetimeStats;
  /** Over each window and its double. */
  readonly deltas: Deltas;
  /** The look-back window that the user chose, in days: the one whose breakouts are remembered. */
  readonly lookbackDays: number;
  readonly memory: FlagMemory;
  readonly sensitivity: Sensitivity;
  /** The time by the API's clock, which dates the posts, ms since epoch. */
  readonly now: number;
  /**
   * The account that a row's post is refreshed with; `null`: none is known, or the post is tracked
   * by itself. Default: none is known.
   */
  readonly accountOf?: (row: number) => AccountTracking | null;
}

/**
 * Ranks the posts of a library over each window that pages show, one window at a time, so that
 * others may work in between.
 */
export function* rankLibrary(input: RankLibraryInput): Generator<RankedWindow> {
  const { posts, lifetimes, deltas, lookbackDays, memory, sensitivity, now } = input;
  const missingReasonOf = missingReasons(posts, input.accountOf ?? (() => null), now);
  for (const windowDays of windowsToShow(lookbackDays)) {
    const common = { posts, deltas, lifetimes, windowDays, sensitivity, now, missingReasonOf };
    yield rankWindow(windowDays === lookbackDays ? { ...common, memory } : common);
  }
}
