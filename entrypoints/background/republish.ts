import {
  canLoadRankings,
  discardRankings,
  isPublicationReadable,
} from '../../utils/storage/published-rankings.ts';
import { ensurePageState, ensureReadable } from '../../utils/storage/worker-storage.ts';
import { withPublishLock } from './publish-lock.ts';
import { rerank } from './rerank.ts';

/**
 * Rewrites values that a page could not use: repairs unreadable ones, and ranks again when rankings
 * are missing, damaged or of another version.
 *
 * @throws when the library cannot be read, or storage fails
 */
export async function republish(): Promise<void> {
  await ensureReadable();
  await ensurePageState();
  if (!(await isPublicationReadable())) await rerank();
  if (await canLoadRankings()) return;
  // A damaged record has the key of an intact one and would not be rewritten.
  await withPublishLock(discardRankings);
  await rerank();
}
