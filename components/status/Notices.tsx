import { deprecationMessages, noticeMessages } from '../../utils/messages/notice-messages.ts';
import type { ApiDeprecation } from '../../utils/state/api-deprecation.ts';
import type { Notice } from '../../utils/state/notice.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/** What happened to stored values, until the user has read it, and what is coming for the API. Nothing when there is nothing to say. */
export function Notices(props: {
  readonly notices: readonly Notice[];
  readonly lifecycle: ApiDeprecation;
  readonly onDismiss: () => void;
}) {
  const page = useI18n();
  const { t } = page;
  const retirement = deprecationMessages(props.lifecycle, page);
  return (
    <>
      {props.notices.length > 0 && (
        <div class="notice warn" role="status">
          <strong>{t('notice.title')}</strong>
          {props.notices.map((notice) => (
            <p key={notice}>{noticeMessages(notice, t)}</p>
          ))}
          <p class="buttons">
            <button class="button" type="button" onClick={props.onDismiss}>
              {t('notice.dismiss')}
            </button>
          </p>
        </div>
      )}
      {retirement !== null && (
        <p class="notice" role="status">
          {retirement}
        </p>
      )}
    </>
  );
}
