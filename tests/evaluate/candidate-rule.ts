import { ageDays, trackedColumn, trackedDays } from '../../utils/breakouts/model/age.ts';
import { gainedColumn } from '../../utils/breakouts/model/delta-table.ts';
import type { Post } from '../../utils/breakouts/model/post.ts';
import { topMovers } from '../../utils/breakouts/output/top-movers.ts';
import { compareClassifications } from '../../utils/breakouts/rule/classification-order.ts';
import { createClassifier } from '../../utils/breakouts/rule/classify-posts.ts';
import { isCovered } from '../../utils/breakouts/rule/eligibility.ts';
import { isBreakout } from '../../utils/breakouts/rule/is-breakout.ts';
import { medianInPlace } from '../../utils/breakouts/stats/median.ts';
import type { Poll } from '../simulation/poll.ts';
import type { Flagged } from './poll-outcome.ts';

/** A measured rule: from the API's responses to the flagged posts. */
export interface Contender {
  readonly name: string;
  flag(poll: Poll, windowDays: number): Flagged;
}

/** The list of the tutorial "Detect breakout posts": the ten posts that gained most. */
export const TUTORIAL: Contender = {
  name: "tutorial's top ten",
  flag: ({ posts, deltas }, windowDays) => ({
    posts: topMovers(
      posts,
      gainedColumn(posts, deltas, windowDays, 'views'),
      trackedColumn(posts),
      10,
    ).map((row) => (posts[row] as Post).id),
  }),
};

/**
 * A post published within two windows with at least five times the median views of its account's
 * posts, gained 1,000 views in 7 days or as much in proportion, on an account with five posts.
 */
const fiveTimesMedian: Contender = {
  name: 'views ≥ 5 × median',
  flag: ({ posts, deltas }, windowDays) => {
    const medians = medianViews(posts);
    const flagged = posts
      .filter((post) => {
        const age = ageDays(post) ?? Number.POSITIVE_INFINITY;
        const gain =
          age <= windowDays ? post.views : (deltas.get(post.id)?.[windowDays]?.views ?? null);
        const isJudged =
          trackedDays(post) > 0 && (age <= windowDays || isCovered(trackedDays(post), windowDays));
        const isLarge = (gain ?? 0) >= (1000 * windowDays) / 7 && multiple(post, medians) >= 5;
        return isJudged && age <= 2 * windowDays && isLarge;
      })
      .sort((a, b) => multiple(b, medians) - multiple(a, medians));
    return { posts: flagged.map(({ id }) => id) };
  },
};

type Classifier = ReturnType<typeof createClassifier>;

/** The classifier of the last poll, which the presets share. */
let last: {
  readonly poll: Poll;
  readonly windowDays: number;
  readonly classifier: Classifier;
} | null = null;

function classifierOf(poll: Poll, windowDays: number): Classifier {
  if (last?.poll !== poll || last.windowDays !== windowDays) {
    last = { poll, windowDays, classifier: createClassifier({ ...poll, windowDays }) };
  }
  return last.classifier;
}

/** The rule that ships, with one of its presets. */
function preset(sensitivity: 'sensitive' | 'balanced' | 'quiet', name: string): Contender {
  return {
    name,
    flag: (poll, windowDays) => {
      const { posts } = poll;
      const { states, classificationOf, risenAccounts } = classifierOf(
        poll,
        windowDays,
      )({ sensitivity });
      const breakouts = states.flatMap((state, row) =>
        isBreakout({ state }) ? [classificationOf(row)] : [],
      );
      return {
        posts: breakouts.sort(compareClassifications).map(({ id }) => id),
        accounts: risenAccounts.map(({ rows }) => posts[rows[0] as number]?.accountKey ?? ''),
      };
    },
  };
}

export const BALANCED = preset('balanced', 'Balanced');

export const CONTENDERS: readonly Contender[] = [
  TUTORIAL,
  fiveTimesMedian,
  preset('sensitive', 'Sensitive'),
  BALANCED,
  preset('quiet', 'Quiet'),
];

const LEAST_POSTS = 5;

function medianViews(posts: readonly Post[]): ReadonlyMap<string | null, number> {
  const ofAccount = Map.groupBy(posts, ({ accountKey }) => accountKey);
  return new Map(
    [...ofAccount]
      .filter(([, own]) => own.length >= LEAST_POSTS)
      .map(([account, own]) => [
        account,
        medianInPlace(Float64Array.from(own, ({ views }) => views ?? 0)),
      ]),
  );
}

function multiple(post: Post, medians: ReadonlyMap<string | null, number>): number {
  return (post.views ?? 0) / (medians.get(post.accountKey) ?? Number.POSITIVE_INFINITY);
}
