import type { NoBaselineReason } from '../breakouts/rule/classification.ts';
import type { NotComparedReason } from '../breakouts/rule/eligibility.ts';
import type { AccountReason } from '../breakouts/rule/missing-reason.ts';
import type { MessageKey, Translate } from './translate.ts';

/** The reasons why a post is not compared: the rule's, and those that its account tells. */
type MissingReason = NotComparedReason | NoBaselineReason | 'not-refreshed-lately' | AccountReason;

/** Each reason as the end of a sentence about posts, and what the user can do. */
const REASONS = {
  unavailable: ['compared.unavailable', 'compared.advice.nothing'],
  'account-unavailable': ['compared.accountUnavailable', 'compared.advice.checkAccount'],
  'account-paused': ['compared.accountPaused', 'compared.advice.resume'],
  'beyond-lookback': ['compared.beyondLookback', 'compared.advice.raiseLookback'],
  'beyond-recent-posts': ['compared.beyondRecent', 'compared.advice.raiseRecent'],
  'no-second-refresh': ['compared.countedOnce', 'compared.advice.wait'],
  'no-count': ['compared.noViews', 'compared.advice.nothing'],
  'no-gain': ['compared.noGrowth', 'compared.advice.measured'],
  'window-not-covered': ['compared.tooYoung', 'compared.advice.wait'],
  'not-refreshed-in-window': ['compared.notCounted', 'compared.advice.wait'],
  'not-refreshed-lately': ['compared.outdated', 'compared.advice.checkRefresh'],
  'age-unknown': ['compared.noDate', 'compared.advice.nothing'],
  'account-unknown': ['compared.noAccount', 'compared.advice.nothing'],
  'too-few-posts': ['compared.fewPosts', 'compared.advice.morePosts'],
} as const satisfies Record<MissingReason, readonly [MessageKey, MessageKey]>;

function known(reason: string): (typeof REASONS)[MissingReason] | null {
  return Object.hasOwn(REASONS, reason) ? REASONS[reason as MissingReason] : null;
}

/**
 * Says why posts are not compared, to be put after their number.
 *
 * @param days the look-back window in words
 * @param accounts the number of accounts with too few posts, in words
 */
export function missingReasonOfPosts(
  reason: string,
  days: string,
  accounts: string,
  t: Translate,
): string {
  return t(known(reason)?.[0] ?? 'compared.otherReason', days, accounts);
}

/** Says what the user can do about posts that are not compared. */
export function missingReasonAdvice(reason: string, t: Translate): string {
  return t(known(reason)?.[1] ?? 'compared.advice.nothing');
}

/**
 * Says why one post is not compared, to be put below "Not compared".
 *
 * @param days the look-back window in words
 */
export function shortMissingReason(reason: string, days: string, t: Translate): string {
  return reason === 'too-few-posts'
    ? t('compared.advice.onSmallAccount')
    : missingReasonOfPosts(reason, days, '', t);
}

/**
 * Says in a sentence why one post is not compared.
 *
 * @param days the look-back window in words
 */
export function missingReasonOfPost(reason: string, days: string, t: Translate): string {
  return t('compared.advice.title', shortMissingReason(reason, days, t));
}
