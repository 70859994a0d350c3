import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { formatDateTime } from '../../../utils/format/age.ts';
import { formatCount } from '../../../utils/format/count.ts';
import { timeAgo } from '../../../utils/messages/age-messages.ts';
import { DAY_MS } from '../../../utils/time/units.ts';
import { usePopup } from '../popup-context.ts';

/** The footer: the time of CreatorAudit's counts, and the number of compared posts. */
export function Footer(props: {
  /** ms since epoch. */
  readonly newestRefreshAt: number | null;
  readonly hasOldCounts: boolean;
  readonly compared: number;
  readonly total: number;
  /** True while a newer list is held back, because the pointer is over this one. */
  readonly hasNewerList: boolean;
  readonly onShowNews: () => void;
}) {
  const page = useI18n();
  const { t, locale, now } = page;
  const { openOverlay } = usePopup();
  const { newestRefreshAt } = props;
  return (
    <>
      {props.hasNewerList ? (
        <button class="link" type="button" onClick={props.onShowNews}>
          {t('popup.showNews')}
        </button>
      ) : (
        <p class={props.hasOldCounts ? 'stale' : ''}>
          {newestRefreshAt !== null &&
            t(
              'popup.newestData',
              now - newestRefreshAt > DAY_MS
                ? timeAgo(newestRefreshAt, page)
                : formatDateTime(newestRefreshAt, now, locale),
            )}
        </p>
      )}
      <button
        class="link"
        type="button"
        aria-haspopup="dialog"
        onClick={(event) => openOverlay({ kind: 'compared', anchor: event.currentTarget })}
      >
        {t('popup.compared', formatCount(props.compared, locale), formatCount(props.total, locale))}
      </button>
    </>
  );
}
