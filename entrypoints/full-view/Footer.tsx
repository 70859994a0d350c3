import { formatDateTime } from '../../utils/format/age.ts';
import { formatCount } from '../../utils/format/count.ts';
import { timeAgo } from '../../utils/messages/age-messages.ts';
import { DAY_MS } from '../../utils/time/units.ts';
import { TableCount } from './table/TableCount.tsx';
import type { FullViewController } from './use-full-view.ts';

/** The time of CreatorAudit's counts, and the number of posts that could be compared. */
export function Footer({ view }: { readonly view: FullViewController }) {
  const { i18n, ranking, page, displayState, now } = view;
  const { t, locale } = i18n;
  const newest = page.publication?.newestRefreshAt ?? null;
  return (
    <footer>
      {view.hasNewerRows ? (
        <button class="link" type="button" onClick={view.showNews}>
          {t('popup.showNews')}
        </button>
      ) : (
        <p class={displayState.hasOldCounts ? 'stale' : ''}>
          {newest !== null &&
            t(
              'popup.newestData',
              now - newest > DAY_MS ? timeAgo(newest, i18n) : formatDateTime(newest, now, locale),
            )}
        </p>
      )}
      <TableCount />
      {ranking !== null && (
        <button class="link" type="button" onClick={() => view.change({ list: 'notCompared' })}>
          {t(
            'popup.compared',
            formatCount(ranking.comparison.compared, locale),
            formatCount(ranking.comparison.total, locale),
          )}
        </button>
      )}
    </footer>
  );
}
