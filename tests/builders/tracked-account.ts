import type { TrackedAccount } from '../../utils/creator-audit/accounts.ts';

/** Creates an active account without further fields. */
export function aTrackedAccount(changes: Partial<TrackedAccount> = {}): TrackedAccount {
  return {
    ...{
      id: 'account-1',
      platform: null,
      username: null,
      creatorName: null,
      category: null,
      tags: [],
      followerCount: null,
    },
    ...{
      refreshedAt: null,
      isActive: true,
      isUnavailable: false,
      postLookbackDays: null,
      maxRecentPosts: null,
    },
    ...changes,
  };
}
