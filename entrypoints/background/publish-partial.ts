import type { Post } from '../../utils/breakouts/model/post.ts';
import type { TrackedAccount } from '../../utils/creator-audit/accounts.ts';
import { readStagedPosts } from '../../utils/library/read-staged.ts';
import { syncStore } from '../../utils/library/sync-store.ts';
import { publicationStore, settingsStore } from '../../utils/storage/stored-values.ts';
import type { Checkpoint } from '../../utils/sync/checkpoint.ts';
import { withPublishLock } from './publish-lock.ts';
import { isStillWanted } from './publish-sync.ts';
import { rankAndPublish } from './rank-and-publish.ts';

/**
 * Ranks and publishes the posts that a first sync has read so far, so that the popup need not stay
 * empty until its end. Best effort: the end of the sync reads the same records, and reports their
 * errors.
 */
export async function publishPartial(reached: Checkpoint): Promise<void> {
  await withPublishLock(async () => {
    const [settings, publication] = await Promise.all([
      settingsStore.read(),
      publicationStore.read(),
    ]);
    if (publication !== null && publication.isPartial !== true) return;
    if (!(await isStillWanted(reached))) return;
    const pending = new Set(reached.pending.map(([id]) => id));
    const posts = await readStagedPosts(reached.run, (id) => pending.has(id));
    if (posts.posts.length === 0) return;
    const profiles = await profilesOf(reached.run, posts.posts);
    const { run, rowsWithoutId } = reached;
    await rankAndPublish(
      { posts, trackingOf: profiles, profilesOf: async () => profiles, rowsWithoutId },
      { run, isPartial: true, completedAt: Date.now(), lookbackDays: settings.lookbackDays },
      settings,
      [],
    );
  }).catch(() => undefined);
}

/** Reads the accounts of some posts: a run may have read those of many more. */
async function profilesOf(
  run: string,
  posts: readonly Post[],
): Promise<ReadonlyMap<string, TrackedAccount>> {
  const wanted = new Set(posts.map(({ accountKey }) => accountKey));
  const profiles = new Map<string, TrackedAccount>();
  for await (const { accounts } of syncStore.accountPagesOf(run)) {
    for (const account of accounts) if (wanted.has(account.id)) profiles.set(account.id, account);
  }
  return profiles;
}
