import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { libraryOf } from '../../../entrypoints/background/rankable-library.ts';
import { eraseLibrary } from '../../../utils/library/library-database.ts';
import { completeRun, mergeRun } from '../../../utils/library/merge-run.ts';
import { syncStore } from '../../../utils/library/sync-store.ts';
import { stageRun } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';

const TRACKING = {
  ...{ isActive: true, isUnavailable: false, postLookbackDays: 30, maxRecentPosts: 50 },
};
/** Accounts that differ from the first in one fact each. */
const ACCOUNTS = {
  first: {},
  same: { creatorName: 'Some One' },
  paused: { isActive: false },
  unavailable: { isUnavailable: true },
  shortLookback: { postLookbackDays: 7 },
  anyAge: { postLookbackDays: null },
  fewRecent: { maxRecentPosts: 5 },
  anyNumber: { maxRecentPosts: null },
} as const;

/** The library after a sync of a post of an untracked account, and of {@link ACCOUNTS}. */
async function library() {
  const run = await stageRun(syncStore, {
    ...{ run: 'first', baseRun: null },
    pages: [['account-videos', [aPost({ accountKey: 'untracked' })]]],
    accounts: Object.entries(ACCOUNTS).map(([id, changes]) =>
      aTrackedAccount({ id, ...TRACKING, ...changes }),
    ),
  });
  const merged = await mergeRun(run, NOW);
  await completeRun(run, merged);
  return libraryOf({ ...merged.head, rowsWithoutId: 3 });
}

beforeEach(eraseLibrary);

describe('libraryOf', () => {
  it('has the posts, and how each tracked account is refreshed', async () => {
    const { posts, trackingOf, rowsWithoutId } = await library();
    expect(posts.posts.map(({ accountKey }) => accountKey)).toEqual(['untracked']);
    expect(rowsWithoutId).toBe(3);
    expect(Object.fromEntries(trackingOf)).toEqual(
      Object.fromEntries(
        Object.entries({ ...ACCOUNTS, same: {} }).map(([id, changes]) => [
          id,
          { ...TRACKING, ...changes },
        ]),
      ),
    );
  });

  it('keeps equal facts once: 100,000 accounts have few that differ', async () => {
    const { trackingOf } = await library();
    expect(trackingOf.get('same')).toBe(trackingOf.get('first'));
    expect(new Set(trackingOf.values()).size).toBe(Object.keys(ACCOUNTS).length - 1);
  });

  it('reads the descriptions of accounts when they are asked for', async () => {
    const { profilesOf } = await library();
    const profiles = await profilesOf(new Set(['same', 'untracked']));
    expect([...profiles].map(([id, { creatorName }]) => [id, creatorName])).toEqual([
      ['same', 'Some One'],
    ]);
  });
});
