import { accountLevel } from './account-level.ts';
import { decide } from './decision.ts';
import type { DeltasByPost } from './delta.ts';
import { isFresh } from './eligibility.ts';
import { isLowEngagement, usualEngagementRate } from './engagement-rate.ts';
import { expectedGain } from './expected-gain.ts';
import type { Judgement, JudgementReason, NoBaselineReason } from './judgement.ts';
import { compareJudgements } from './judgement-order.ts';
import { multipleLowerBound, multipleOf, SUPPORT_VIEWS } from './multiple.ts';
import type { Post } from './post.ts';
import { type PostTable, postTable } from './post-table.ts';
import { scatter, usualError } from './scatter.ts';
import { ENGAGEMENT_PER_VIEW, type Sensitivity, thresholdsOf } from './sensitivity.ts';
import type { Measure, PostState } from './snapshot.ts';
import { speedUp } from './speed-up.ts';
import { CAUTION, strengthOf } from './strength.ts';

export type { Judgement } from './judgement.ts';

/** What is judged, and how. */
export interface JudgeInput {
  readonly posts: readonly Post[];
  /** Over the window and twice the window. */
  readonly deltas: DeltasByPost;
  /** Look-back window w, in days. */
  readonly windowDays: number;
  /** ms since epoch. */
  readonly now: number;
  /** What is ranked. Default: views. */
  readonly measure?: Measure;
  readonly sensitivity: Sensitivity;
  /** Ids of posts that are breakouts already: they stay so a little longer than others take to become one. Default: none. */
  readonly flaggedBefore?: ReadonlySet<string>;
}

/** A multiple of this much and engagement that lags behind is worth a look before celebrating. */
const TAGGED_FROM_MULTIPLE = 1.5;

/**
 * The breakout rule: what each post gained, what is usual for its age on its own account, and whether the difference is one to look at. In the order of
 * {@link compareJudgements}; every post is in the answer once. Pure: equal inputs, in whatever order, give equal answers.
 *
 * Step by step: {@link postTable} (age, eligibility, gain), {@link accountLevel} (what the account's other posts usually get), {@link expectedGain},
 * {@link multipleOf}, {@link scatter}, {@link speedUp}, {@link strengthOf}, {@link decide}.
 */
export function judgePosts(input: JudgeInput): Judgement[] {
  const { posts, deltas, windowDays, measure = 'views' } = input;
  const support = SUPPORT_VIEWS * (measure === 'views' ? 1 : ENGAGEMENT_PER_VIEW);
  const table = postTable(posts, deltas, windowDays, measure);
  const level = accountLevel(table, (row) => (posts[row] as Post).isUnavailable);
  const expected = expectedGain(table, level, support);
  const lifetimeScatter = scatter(table, logMultiples(table.count, expected.count, support, table, 0));
  const gainScatter = scatter(table, logMultiples(table.gain, expected.gain, support, table, 2 * windowDays));
  const sped = speedUp(table, expected, support);

  const thresholds = thresholdsOf(input.sensitivity, windowDays, measure);
  const usualRates = new Map<number, number | null>();
  const usualRateOf = (account: number): number | null => {
    const known = usualRates.get(account);
    if (known !== undefined) return known;
    const rate = usualEngagementRate((table.accounts[account] ?? []).map((row) => posts[row] as Post));
    usualRates.set(account, rate);
    return rate;
  };

  const judge = (post: Post, row: number): Judgement => {
    const gain = known(table.gain[row]);
    const unjudged = { ...NOTHING_KNOWN, id: post.id, gain, wasRecounted: table.wasRecounted[row] === 1 };
    const waiting = table.waiting[row] ?? null;
    if (waiting !== null || gain === null) return { ...unjudged, reason: waiting ?? 'no-gain' };
    const stale = isFresh(post, input.now) ? null : ({ state: 'stale', reason: 'not-refreshed-lately' } as const);
    const expectedCount = known(expected.count[row]);
    const usual = known(expected.gain[row]);
    if (expectedCount === null || usual === null) {
      return { ...unjudged, ...(stale ?? { state: 'no-baseline', reason: missingBaseline(table, row) }) };
    }
    const others = level.others[row] as number;
    const isYoung = (table.age[row] as number) <= 2 * windowDays;
    const error = usualError(lifetimeScatter[row] as number, others);
    const count = table.count[row] as number;
    const multiple = multipleOf(gain, usual, support);
    const lifetimeMultiple = multipleOf(count, expectedCount, support);
    const z =
      Math.log(isYoung ? lifetimeMultiple : multiple) /
      Math.hypot((isYoung ? lifetimeScatter : gainScatter)[row] as number, error);
    const cautiousLifetime = multipleOf(count, expectedCount * Math.exp(CAUTION * error), support);
    const strength = strengthOf({ isYoung, gain: multiple, cautiousLifetime });
    const wasFlagged = input.flaggedBefore?.has(post.id) ?? false;
    const evidence = { isYoung, gain, multiple, strength, z, speedUp: known(sped[row]), wasFlagged };
    return {
      ...unjudged,
      ...(stale ?? decide(evidence, thresholds)),
      expected: usual,
      multiple,
      multipleLowerBound: multipleLowerBound(gain, usual, error, support),
      strength,
      lifetimeMultiple,
      z,
      speedUp: evidence.speedUp,
      baselinePosts: others,
      lowEngagement:
        multiple >= TAGGED_FROM_MULTIPLE && isLowEngagement(post, usualRateOf(table.accountOf[row] as number)),
    };
  };
  return posts.map(judge).sort(compareJudgements);
}

const NOTHING_KNOWN = {
  state: 'warming-up' as PostState,
  reason: 'no-gain' as JudgementReason,
  ...{
    expected: null,
    multiple: null,
    multipleLowerBound: null,
    strength: null,
    lifetimeMultiple: null,
    z: null,
    speedUp: null,
  },
  baselinePosts: 0,
  lowEngagement: false,
};

/** ln of the multiple of each row older than so many days, where count or usual count is large enough to tell. */
function logMultiples(
  counts: Float64Array,
  usual: Float64Array,
  support: number,
  { age }: PostTable,
  olderThanDays: number,
): Float64Array {
  return counts.map((count, row) => {
    const expected = usual[row] as number;
    const tells = (age[row] as number) > olderThanDays && Math.max(count, expected) >= support;
    return tells ? Math.log(multipleOf(count, expected, support)) : Number.NaN;
  });
}

function missingBaseline({ age, accountOf }: PostTable, row: number): NoBaselineReason {
  if (Number.isNaN(age[row])) return 'age-unknown';
  return (accountOf[row] as number) < 0 ? 'account-unknown' : 'too-few-posts';
}

function known(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
