import { formatDateTime } from '../../utils/format/age.ts';
import { timeAgo } from '../../utils/messages/age-messages.ts';
import { DAY_MS } from '../../utils/time/units.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/** The time of CreatorAudit's newest counts. A newer list that is held back takes its place. */
export function NewestCounts(props: {
  /** ms since epoch. */
  readonly newestRefreshAt: number | null;
  readonly hasOldCounts: boolean;
  /** True while a newer list is held back, because the pointer is over this one. */
  readonly hasNewerList: boolean;
  readonly onShowNews: () => void;
}) {
  const page = useI18n();
  const { t, locale, now } = page;
  const { newestRefreshAt } = props;
  if (props.hasNewerList)
    return (
      <button class="link" type="button" onClick={props.onShowNews}>
        {t('popup.showNews')}
      </button>
    );
  return (
    <p class={props.hasOldCounts ? 'stale' : ''}>
      {newestRefreshAt !== null &&
        t(
          'popup.newestData',
          now - newestRefreshAt > DAY_MS
            ? timeAgo(newestRefreshAt, page)
            : formatDateTime(newestRefreshAt, now, locale),
        )}
    </p>
  );
}
