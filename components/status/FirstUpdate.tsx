import type { SyncProgress } from '../../utils/state/sync-status.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { expectedPosts, readingMessage } from './reading-progress.ts';

/** The progress of the first update: the number of posts that have been read, of how many. */
export function FirstUpdate({ progress }: { readonly progress: SyncProgress | null }) {
  const page = useI18n();
  const expected = expectedPosts(progress);
  return (
    <>
      {progress !== null && (progress.posts > 0 || progress.accounts > 0) && (
        <p class="progress-words">{readingMessage(progress, page)}</p>
      )}
      <progress
        aria-label={page.t('state.firstSyncTitle')}
        max={expected ?? 1}
        value={expected === null ? undefined : progress?.posts}
      />
    </>
  );
}
