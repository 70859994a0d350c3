import { formatCount } from '../../utils/format/count.ts';
import type { SyncProgress } from '../../utils/state/sync-status.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/** How far the sync under way has come, in words and as a bar. */
export function SyncProgressLine({ progress }: { readonly progress: SyncProgress }) {
  const { t, locale } = useI18n();
  const { pages, pagesExpected } = progress;
  const page = formatCount(pages, locale);
  const isBeyond = pagesExpected !== null && pages > pagesExpected;
  const words =
    pages === 0
      ? t('popup.syncing')
      : pagesExpected === null || isBeyond
        ? t('popup.syncingPage', page)
        : t('popup.syncingPageOf', page, formatCount(pagesExpected, locale));
  return (
    <div class="progress" role="status">
      <span>{words}</span>
      <progress
        max={pagesExpected ?? 1}
        value={pagesExpected === null || isBeyond ? undefined : pages}
        aria-label={words}
      />
    </div>
  );
}
