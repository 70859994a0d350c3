import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { EmptyState } from '../../../components/status/EmptyState.tsx';
import type { WindowRanking } from '../../../utils/breakouts/output/window-ranking.ts';
import { formatDateTime } from '../../../utils/format/age.ts';
import { formatCount } from '../../../utils/format/count.ts';
import { accountLabel, multipleInWords } from '../../../utils/messages/row-messages.ts';
import type { Tab } from '../../../utils/state/popup-view.ts';
import { answerOf } from '../../../utils/state/window-answer.ts';
import { usePopup } from '../popup-context.ts';

/** Explains why a tab has no rows, and offers a way out. */
export function EmptyList(props: {
  readonly tab: Tab;
  readonly ranking: WindowRanking;
  /** The list is narrowed by a search or by filters. */
  readonly isNarrowed: boolean;
  /** Rows that marks hide. */
  readonly hidden: number;
  /** The first update is under way: other posts are still to come. */
  readonly isPartial: boolean;
  readonly onClear: () => void;
}) {
  const { t, locale, now } = useI18n();
  const { openOverlay } = usePopup();
  const { tab, ranking, hidden } = props;
  const { comparison, historyDays, windowDays } = ranking;
  const count = (value: number) => formatCount(value, locale);
  const days = t.plural('days', windowDays, count(windowDays));

  if (props.isNarrowed) {
    return (
      <EmptyState title={t('state.noMatchTitle')} text={t('state.noMatchText')}>
        <button class="button" type="button" onClick={props.onClear}>
          {t('state.noMatchAction')}
        </button>
      </EmptyState>
    );
  }
  // The same answer as the badge and its tooltip give: a list without rows has no visible
  // breakouts.
  const answer = answerOf(comparison, { all: 0, hidden });
  if (answer === 'all-hidden') {
    return (
      <EmptyState
        title={t('state.allMutedTitle')}
        text={t.plural('state.allMutedText', hidden, count(hidden))}
      >
        <button
          class="button"
          type="button"
          onClick={() => openOverlay({ kind: 'muted', anchor: null })}
        >
          {t('state.allMutedAction')}
        </button>
      </EmptyState>
    );
  }
  if (props.isPartial) return <EmptyState title={t(`list.${tab}`)} text={t('state.soFarText')} />;
  if (tab !== 'breakouts') {
    return <EmptyState title={t(`list.${tab}`)} text={t(`state.empty.${tab}`)} />;
  }
  const seeWhy = (
    <button
      class="button"
      type="button"
      onClick={() => openOverlay({ kind: 'compared', anchor: null })}
    >
      {t('state.notYetAction')}
    </button>
  );
  if (answer === 'no-posts')
    return <EmptyState title={t('state.noPostsTitle')} text={t('state.noPostsText')} />;
  if (answer === 'cannot-compare') {
    const from = comparison.comparableFrom;
    const text =
      historyDays !== null && Math.round(historyDays) < windowDays
        ? t('state.shortHistoryText', count(Math.max(1, Math.round(historyDays))), days)
        : from !== null && from > now
          ? t('state.notYetTextUntil', formatDateTime(from, now, locale))
          : t('state.notYetText');
    return (
      <EmptyState title={t('state.shortHistoryTitle')} text={text}>
        {seeWhy}
      </EmptyState>
    );
  }
  const nearest = ranking.nearest.flatMap((index) => ranking.posts[index] ?? []);
  return (
    <EmptyState
      title={t('state.nothingTitle')}
      text={t.plural('state.nothingText', comparison.compared, count(comparison.compared))}
    >
      {nearest.length > 0 && (
        <>
          <p class="quiet">{t('state.closest')}</p>
          <ul class="nearest">
            {nearest.map((post) => {
              const { id, url, accountName } = post;
              const multiple = multipleInWords(post, { t, locale });
              const account = accountLabel(accountName, t);
              const label = multiple === null ? account : `${multiple} ${account}`;
              return (
                <li key={id}>
                  {url === null ? (
                    <bdi>{label}</bdi>
                  ) : (
                    <a href={url} target="_blank" rel="noopener noreferrer">
                      <bdi>{label}</bdi>
                    </a>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
      {comparison.compared < comparison.total && seeWhy}
    </EmptyState>
  );
}
