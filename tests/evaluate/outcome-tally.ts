import { ageDays, trackedDays } from '../../utils/breakouts/model/age.ts';
import { lifetimeCount } from '../../utils/breakouts/model/lifetime-count.ts';
import { waitingReason } from '../../utils/breakouts/rule/eligibility.ts';
import { medianInPlace } from '../../utils/breakouts/stats/median.ts';
import { type Poll, postId } from '../simulation/poll.ts';
import { truthOf } from '../simulation/truth.ts';
import type { World } from '../simulation/world.ts';

/** How one rule did on one poll of one world. */
export interface PollOutcome {
  /** True breakouts that have been refreshed over the window, of either kind, and how many of them were flagged. */
  readonly newHits: number;
  readonly newHitsFound: number;
  readonly resurgences: number;
  readonly resurgencesFound: number;
  /** Flagged posts that are no breakouts; borderline ones are neither right nor wrong. */
  readonly falseAlarms: number;
  /** True breakouts that have not been refreshed over the window yet, and are in nobody's reach. */
  readonly outOfReach: number;
  /** Mean of the precision at each true breakout in the list's order, over all true breakouts; `NaN` without any. */
  readonly averagePrecision: number;
  /** Median size of the accounts of the flagged posts over the median size of all accounts; `NaN` when none is flagged. */
  readonly sizeRatio: number;
  readonly isEmpty: boolean;
}

/** Compares what was flagged, strongest first, with the truth. */
export function pollOutcome(world: World, poll: Poll, flagged: readonly string[]): PollOutcome {
  const { windowDays } = world.settings;
  const truths = new Map(world.posts.map((post) => [postId(post), truthOf(post, windowDays)]));
  const sizes = new Map(world.posts.map((post) => [postId(post), post.account.size]));
  const isTrue = (id: string) => truths.get(id) === 'new-hit' || truths.get(id) === 'resurgence';
  const inReach = new Set(
    poll.posts
      .filter((post) => {
        const delta = poll.deltas.get(post.id)?.[windowDays]?.views ?? null;
        const { isUnavailable } = post;
        const life = { isUnavailable, ageDays: ageDays(post) ?? Number.NaN, followedDays: trackedDays(post) };
        return waitingReason(life, windowDays, lifetimeCount(post, 'views'), delta) === null;
      })
      .map(({ id }) => id),
  );
  const all = [...truths.keys()].filter(isTrue);
  const judged = all.filter((id) => inReach.has(id));
  const found = new Set(flagged);
  const countOf = (kind: string, ids: readonly string[]) => ids.filter((id) => truths.get(id) === kind).length;
  const hits = judged.filter((id) => found.has(id));
  return {
    newHits: countOf('new-hit', judged),
    newHitsFound: countOf('new-hit', hits),
    resurgences: countOf('resurgence', judged),
    resurgencesFound: countOf('resurgence', hits),
    falseAlarms: countOf('ordinary', flagged),
    outOfReach: all.length - judged.length,
    averagePrecision: averagePrecision(
      flagged.filter((id) => truths.get(id) !== 'borderline').map(isTrue),
      judged.length,
    ),
    sizeRatio:
      median(flagged.map((id) => sizes.get(id) ?? Number.NaN)) / median(world.accounts.map(({ size }) => size)),
    isEmpty: flagged.length === 0,
  };
}

function averagePrecision(right: readonly boolean[], total: number): number {
  let rightSoFar = 0;
  let sum = 0;
  right.forEach((isRight, place) => {
    if (!isRight) return;
    rightSoFar += 1;
    sum += rightSoFar / (place + 1);
  });
  return total === 0 ? Number.NaN : sum / total;
}

function median(values: readonly number[]): number {
  return medianInPlace(Float64Array.from(values));
}
