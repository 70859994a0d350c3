import type { ComponentProps } from 'preact';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { NewestCounts } from '../../../components/status/NewestCounts.tsx';
import { formatCount } from '../../../utils/format/count.ts';
import { usePopup } from '../popup-context.ts';

/** The footer: the time of CreatorAudit's counts, and the number of compared posts. */
export function Footer(
  props: ComponentProps<typeof NewestCounts> & {
    readonly compared: number;
    readonly total: number;
  },
) {
  const { t, locale } = useI18n();
  const { openOverlay } = usePopup();
  return (
    <>
      <NewestCounts {...props} />
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
