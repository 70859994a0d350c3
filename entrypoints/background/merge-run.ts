import type { TrackedAccount } from '../../utils/creator-audit/accounts.ts';
import { type LibraryManifest, updateManifest, usableManifest } from '../../utils/library/library-manifest.ts';
import { commitRun, computeRunStats, runStore } from '../../utils/library/post-store.ts';
import { StorageError } from '../../utils/storage/storage-error.ts';
import type { Checkpoint } from '../../utils/sync/checkpoint.ts';
import { recordRunHistory } from './history-deltas.ts';

/** A run whose posts are part of the library. */
export interface MergedRun {
  /** The library with what the run fetched. */
  readonly manifest: LibraryManifest;
  /** The library was empty before. */
  readonly isFirst: boolean;
}

/**
 * Adds what a run fetched to the history of counts and to the library.
 *
 * @throws StorageError when the library lost what the run adds to
 */
export async function mergeRun(fetched: Checkpoint): Promise<MergedRun> {
  await recordRunHistory(fetched.run);
  const [former, stats, accounts] = await Promise.all([
    formerManifest(fetched),
    computeRunStats(fetched),
    accountsOf(fetched),
  ]);
  return { manifest: updateManifest(former, fetched, stats, accounts), isFirst: former === null };
}

/** Ends a run after its posts were ranked and published: its checkpoint goes. */
export async function completeRun(fetched: Checkpoint, { manifest, isFirst }: MergedRun): Promise<void> {
  await commitRun(fetched.run, manifest, isFirst);
}

async function formerManifest({ baseRun, libraryScope }: Checkpoint): Promise<LibraryManifest | null> {
  const manifest = usableManifest(await runStore.loadManifest(), libraryScope);
  if ((manifest?.run ?? null) !== baseRun) throw new StorageError('storage-damaged', 'library');
  return manifest;
}

async function accountsOf({ accountsUnavailable, lists, run }: Checkpoint): Promise<readonly TrackedAccount[] | null> {
  if (accountsUnavailable || !lists.includes('account-videos')) return null;
  return (await Array.fromAsync(runStore.accountPagesOf(run))).flatMap(({ accounts }) => accounts);
}
