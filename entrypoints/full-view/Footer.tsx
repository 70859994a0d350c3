import { NewestCounts } from '../../components/status/NewestCounts.tsx';
import { formatCount } from '../../utils/format/count.ts';
import { TableCount } from './table/TableCount.tsx';
import type { FullViewController } from './use-full-view.ts';

/** The time of CreatorAudit's counts, and the number of posts that could be compared. */
export function Footer({ view }: { readonly view: FullViewController }) {
  const { i18n, ranking, page, displayState } = view;
  const { t, locale } = i18n;
  return (
    <footer>
      <NewestCounts
        newestRefreshAt={page.publication?.newestRefreshAt ?? null}
        hasOldCounts={displayState.hasOldCounts}
        hasNewerList={view.hasNewerRows}
        onShowNews={view.showNews}
      />
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
