import { ageDays, trackedDays } from '../../utils/breakouts/model/age.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import { isCovered } from '../../utils/breakouts/rule/eligibility.ts';
import { medianInPlace } from '../../utils/breakouts/stats/median.ts';
import { type Poll, postId } from '../simulation/poll.ts';
import { truthOf } from '../simulation/truth.ts';
import type { World } from '../simulation/world.ts';

/** The posts that a rule flags, strongest first, and the accounts that it reports as risen. */
export interface Flagged {
  readonly posts: readonly string[];
  readonly accounts?: readonly string[];
}

/** True breakouts of one kind. */
interface Found {
  readonly all: number;
  readonly found: number;
  /** The number of those that were refreshed over the window, or since publication inside it. */
  readonly inReach: number;
  readonly inReachFound: number;
}

/** The result of one rule on one poll of one world. */
export interface PollOutcome {
  readonly newHits: Found;
  readonly resurgences: Found;
  /**
   * Flagged posts that are no breakouts, and accounts reported as risen that are not; borderline
   * posts are neither right nor wrong.
   */
  readonly falseAlarms: number;
  /**
   * Mean of the precision at each true breakout in the list's order, over all true breakouts; `NaN`
   * without any.
   */
  readonly averagePrecision: number;
  /**
   * Median size of the accounts of the flagged posts over the median size of all accounts; `NaN`
   * when none is flagged.
   */
  readonly sizeRatio: number;
  readonly isEmpty: boolean;
}

/** Compares what was flagged with the truth. */
export function pollOutcome(
  world: World,
  poll: Poll,
  { posts: flagged, accounts = [] }: Flagged,
): PollOutcome {
  const { windowDays, lift } = world.settings;
  const truths = new Map(world.posts.map((post) => [postId(post), truthOf(post, windowDays)]));
  const sizes = new Map(world.posts.map((post) => [postId(post), post.account.size]));
  const isTrue = (id: string) => truths.get(id) === 'new-hit' || truths.get(id) === 'resurgence';
  const inReach = new Set(
    poll.posts.filter((post) => isInReach(post, windowDays)).map(({ id }) => id),
  );
  const flaggedIds = new Set(flagged);
  const found = (kind: string): Found => {
    const all = [...truths].filter(([, truth]) => truth === kind).map(([id]) => id);
    const near = all.filter((id) => inReach.has(id));
    const countFlagged = (ids: readonly string[]) => ids.filter((id) => flaggedIds.has(id)).length;
    return {
      all: all.length,
      found: countFlagged(all),
      inReach: near.length,
      inReachFound: countFlagged(near),
    };
  };
  const newHits = found('new-hit');
  const resurgences = found('resurgence');
  const isLifted = (key: string) =>
    lift !== null && Number(key.replace(/^account-/, '')) < lift.accounts;
  return {
    newHits,
    resurgences,
    falseAlarms:
      flagged.filter((id) => truths.get(id) === 'ordinary').length +
      accounts.filter((key) => !isLifted(key)).length,
    averagePrecision: averagePrecision(
      flagged.filter((id) => truths.get(id) !== 'borderline').map(isTrue),
      newHits.all + resurgences.all,
    ),
    sizeRatio:
      median(flagged.map((id) => sizes.get(id) ?? Number.NaN)) /
      median(world.accounts.map(({ size }) => size)),
    isEmpty: flagged.length === 0 && accounts.length === 0,
  };
}

function isInReach(post: Post, windowDays: number): boolean {
  const age = ageDays(post) ?? Number.POSITIVE_INFINITY;
  const tracked = trackedDays(post);
  return tracked > 0 && (age <= windowDays || isCovered(tracked, windowDays));
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
