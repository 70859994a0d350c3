import { formatCount } from '../../utils/format/count.ts';
import type { SyncProgress } from '../../utils/state/sync-status.ts';
import type { I18nContext } from '../hooks/i18n-context.ts';

/**
 * Writes how many posts the first update has read, of how many; of accounts, while there are none.
 */
export function readingMessage(progress: SyncProgress, { t, locale }: I18nContext): string {
  const { accounts, posts } = progress;
  const count = (value: number) => formatCount(value, locale);
  if (posts === 0) return t.plural('popup.readingAccounts', accounts, count(accounts));
  const expected = expectedPosts(progress);
  return expected === null
    ? t.plural('popup.reading', posts, count(posts))
    : t('popup.readingOf', count(posts), count(expected));
}

/** Estimates the number of posts from the pages; `null`: not yet known. */
export function expectedPosts(progress: SyncProgress | null): number | null {
  if (progress === null || progress.pagesExpected === null || progress.pages === 0) return null;
  if (progress.pages > progress.pagesExpected) return null;
  // A page of the API holds 200 posts; the last one may hold fewer.
  return Math.max(
    progress.posts,
    Math.round((progress.posts / progress.pages) * progress.pagesExpected),
  );
}
