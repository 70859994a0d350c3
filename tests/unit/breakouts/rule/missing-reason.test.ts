import { describe, expect, it } from 'vitest';
import type { Post } from '../../../../utils/breakouts/model/post.ts';
import type { ClassificationReason } from '../../../../utils/breakouts/rule/classification.ts';
import {
  type AccountTracking,
  missingReasons,
} from '../../../../utils/breakouts/rule/missing-reason.ts';
import { aPost } from '../../../builders/post.ts';
import { DAY, NOW } from '../../../builders/time.ts';

const ACCOUNT: AccountTracking = {
  isActive: true,
  isUnavailable: false,
  postLookbackDays: null,
  maxRecentPosts: null,
};

/** A post that was last refreshed so long ago that it is stale. */
const stale = (changes: Partial<Post> = {}) =>
  aPost({ lastRefreshedAt: NOW - 5 * DAY, ...changes });

function reasonOf(
  post: Post,
  account: Partial<AccountTracking> | null,
  reason: ClassificationReason = 'not-refreshed-lately',
  others: readonly Post[] = [],
) {
  const accountOf = () => (account === null ? null : { ...ACCOUNT, ...account });
  return missingReasons([post, ...others], accountOf, NOW)(0, reason);
}

describe('missingReasons', () => {
  it('names a paused or unavailable account as the cause of missing refreshes', () => {
    for (const reason of [
      'not-refreshed-lately',
      'not-refreshed-in-window',
      'no-second-refresh',
      'window-not-covered',
      'no-gain',
    ] as const) {
      expect(reasonOf(stale(), { isActive: false }, reason)).toBe('account-paused');
      expect(reasonOf(stale(), { isUnavailable: true, isActive: false }, reason)).toBe(
        'account-unavailable',
      );
    }
  });

  it('names an unavailable account as the cause of an unavailable post, a paused one not', () => {
    expect(reasonOf(aPost(), { isUnavailable: true }, 'unavailable')).toBe('account-unavailable');
    expect(reasonOf(aPost(), { isActive: false }, 'unavailable')).toBe('unavailable');
  });

  it('names the look-back of the account where the post is older', () => {
    const post = stale({ createdAt: NOW - 31 * DAY });
    expect(reasonOf(post, { postLookbackDays: 30 })).toBe('beyond-lookback');
    // Only older posts are beyond the limit.
    expect(reasonOf(post, { postLookbackDays: 31 })).toBe('not-refreshed-lately');
    expect(reasonOf(post, { postLookbackDays: 32 })).toBe('not-refreshed-lately');
    expect(reasonOf(stale({ createdAt: null }), { postLookbackDays: 30 })).toBe(
      'not-refreshed-lately',
    );
  });

  it('names the limit of recent posts where as many posts of the account are younger', () => {
    const post = stale({ createdAt: NOW - 20 * DAY });
    const younger = [1, 2].map((days) => stale({ id: `${days}`, createdAt: NOW - days * DAY }));
    const elsewhere = stale({ id: 'z', accountKey: 'other', createdAt: NOW });
    const find = (maxRecentPosts: number | null, others: readonly Post[]) =>
      reasonOf(post, { maxRecentPosts }, 'not-refreshed-lately', others);
    expect(find(2, younger)).toBe('beyond-recent-posts');
    expect(find(3, [...younger, elsewhere])).toBe('not-refreshed-lately');
    expect(find(0, younger)).toBe('not-refreshed-lately');
    expect(find(null, younger)).toBe('not-refreshed-lately');
    const undated = stale({ createdAt: null });
    expect(reasonOf(undated, { maxRecentPosts: 2 }, 'not-refreshed-lately', younger)).toBe(
      'not-refreshed-lately',
    );
  });

  it('counts the younger posts wherever they are listed, of tracked accounts only', () => {
    const posts = [1, 2, 20].map((days) => stale({ id: `${days}`, createdAt: NOW - days * DAY }));
    const reasonIn = (accountOf: (row: number) => AccountTracking | null, listed = posts) =>
      missingReasons(listed, accountOf, NOW)(2, 'not-refreshed-lately');
    const limited = { ...ACCOUNT, maxRecentPosts: 2 };
    expect(reasonIn(() => limited)).toBe('beyond-recent-posts');
    // One of the younger posts is tracked by itself.
    const firstByItself = (row: number) => (row === 0 ? null : limited);
    expect(reasonIn(firstByItself)).toBe('not-refreshed-lately');
    const another = stale({ id: '3', createdAt: NOW - 3 * DAY });
    expect(reasonIn(firstByItself, [...posts, another])).toBe('beyond-recent-posts');
  });

  it('keeps the reason of a post that was refreshed lately, whatever the limits seem to be', () => {
    const post = aPost({ createdAt: NOW - 31 * DAY });
    const account = { postLookbackDays: 30, maxRecentPosts: 1 };
    expect(reasonOf(post, account, 'no-gain')).toBe('no-gain');
    expect(reasonOf(post, account, 'window-not-covered')).toBe('window-not-covered');
    expect(reasonOf(post, account, 'no-second-refresh')).toBe('beyond-lookback');
    expect(reasonOf(post, { isActive: false }, 'no-gain')).toBe('no-gain');
  });

  it('keeps reasons that no refresh would change, and those of posts without an account', () => {
    for (const reason of ['too-few-posts', 'no-count', 'age-unknown', 'sped-up'] as const)
      expect(reasonOf(stale(), { isActive: false, isUnavailable: true }, reason)).toBe(reason);
    expect(reasonOf(stale(), null)).toBe('not-refreshed-lately');
  });
});
