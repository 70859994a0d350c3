import { accountLevel } from './account-level.ts';
import { ageClasses } from './age-class.ts';
import type { Deltas } from './delta-table.ts';
import { usualEngagementRate } from './engagement-rate.ts';
import { expectedGain } from './expected-gain.ts';
import { judgeRow } from './judge-row.ts';
import type { Judgement } from './judgement.ts';
import { inOrder } from './judgement-order.ts';
import { logMultiples, SUPPORT_VIEWS } from './multiple.ts';
import type { Post } from './post.ts';
import { type PostTable, postTable } from './post-table.ts';
import { scatter } from './scatter.ts';
import { ENGAGEMENT_PER_VIEW, type Sensitivity, thresholdsOf } from './sensitivity.ts';
import type { Measure } from './snapshot.ts';
import { speedUp } from './speed-up.ts';

export type { Judgement } from './judgement.ts';

/** What is to be judged. */
export interface Judged {
  readonly posts: readonly Post[];
  /** Over the window and twice the window. */
  readonly deltas: Deltas;
  /** Look-back window w, in days. */
  readonly windowDays: number;
  /** ms since epoch. */
  readonly now: number;
  /** What is ranked. Default: views. */
  readonly measure?: Measure;
}

/** What it is judged by. */
export interface JudgedBy {
  readonly sensitivity: Sensitivity;
  /** Ids of posts that are breakouts already: they stay so a little longer than others take to become one. Default: none. */
  readonly flaggedBefore?: ReadonlySet<string>;
}

/** What is judged, and how. */
export type JudgeInput = Judged & JudgedBy;

/**
 * The breakout rule: what each post gained, what is usual for its age on its own account, and whether the difference is one to look at. Every post is in
 * the answer once, in the order of {@link inOrder}. Pure: equal inputs, in whatever order, give equal answers.
 *
 * Step by step: {@link postTable} (age, eligibility, gain), {@link accountLevel} (what the account's other posts usually get), {@link expectedGain},
 * {@link scatter}, {@link speedUp}, and for each post {@link judgeRow} (multiples, strength, decision).
 */
export function judgePosts(input: JudgeInput): Judgement[] {
  return judgeOf(input)(input);
}

/** The rule with all found out that does not depend on what is judged by, so that it can be judged by several things: see {@link judgePosts}. */
export function judgeOf(judged: Judged): (by: JudgedBy) => Judgement[] {
  const { posts, deltas, windowDays, now, measure = 'views' } = judged;
  const support = SUPPORT_VIEWS * (measure === 'views' ? 1 : ENGAGEMENT_PER_VIEW);
  const table = postTable(posts, deltas, windowDays, measure);
  const level = accountLevel(table, (row) => (posts[row] as Post).isUnavailable);
  const classes = ageClasses(table);
  const expected = expectedGain(table, level, classes, support);
  const isOld = (row: number) => (table.age[row] as number) > 2 * windowDays;
  const findings = {
    ...{ table, level, expected, support },
    lifetimeScatter: scatter(table, logMultiples(table.count, expected.count, support)),
    gainScatter: scatter(table, logMultiples(table.gain, expected.gain, support, isOld)),
    speedUp: speedUp(table, expected, classes, support),
    usualRate: usualRates(posts, table),
  };
  return ({ sensitivity, flaggedBefore }) => {
    const bar = { thresholds: thresholdsOf(sensitivity, windowDays, measure), now, flaggedBefore };
    return inOrder(posts.map((post, row) => judgeRow(findings, post, row, bar)));
  };
}

/** The usual engagement rate of an account, reckoned when it is first asked for. */
function usualRates(posts: readonly Post[], { accounts }: PostTable): (account: number) => number | null {
  const rates = new Map<number, number | null>();
  return (account) => {
    const known = rates.get(account);
    if (known !== undefined) return known;
    const rate = usualEngagementRate((accounts[account] ?? []).map((row) => posts[row] as Post));
    rates.set(account, rate);
    return rate;
  };
}
