import fullView from 'virtual:lucide/maximize-2';
import refresh from 'virtual:lucide/refresh-cw';
import options from 'virtual:lucide/settings-2';
import type { RefObject } from 'preact';
import { IconButton } from '../../components/IconButton.tsx';
import { SearchInput } from '../../components/SearchInput.tsx';
import { openFullView, openOptions } from '../../utils/browser/open-page.ts';
import { formatCount } from '../../utils/format/count.ts';
import { timeAgo } from '../../utils/messages/age-messages.ts';
import { OverviewSummary } from './OverviewSummary.tsx';
import type { FullViewController } from './use-full-view.ts';

/** The name, the count of the badge, the search field and the tools. */
export function Header({
  view,
  searchField,
}: {
  readonly view: FullViewController;
  readonly searchField: RefObject<HTMLInputElement | null>;
}) {
  const { i18n, counts, state, page, isUpdating } = view;
  const { t, locale } = i18n;
  const updatedAt = page.status.lastSuccessAt ?? page.publication?.completedAt ?? null;
  const title = isUpdating
    ? t('popup.syncing')
    : updatedAt === null
      ? t('popup.refresh')
      : t('popup.refreshedAgo', timeAgo(updatedAt, i18n));
  return (
    <header>
      <h1>{t('popup.title')}</h1>
      <p class="summary">
        {counts !== null && (
          <>
            {formatCount(counts.all, locale)}
            {counts.unseen > 0 && (
              <>
                {' · '}
                <b>{t('popup.new', formatCount(counts.unseen, locale))}</b>
              </>
            )}
          </>
        )}
        <OverviewSummary overview={page.overview} />
      </p>
      {view.hasLists && (
        <SearchInput
          search={state.search}
          field={searchField}
          onSearch={(search) => view.change({ search })}
        />
      )}
      {view.isSidePanel && (
        <IconButton
          name={t('fullView.open')}
          nodes={fullView}
          onClick={() => void openFullView(location.hash)}
        />
      )}
      <IconButton
        name={t('popup.refresh')}
        nodes={refresh}
        class={isUpdating ? 'icon-button busy' : 'icon-button'}
        title={title}
        aria-disabled={page.keyOwner === null || isUpdating ? true : undefined}
        onClick={() => page.keyOwner !== null && !isUpdating && view.refresh()}
      />
      <IconButton name={t('popup.options')} nodes={options} onClick={() => void openOptions()} />
    </header>
  );
}
