import {
  deprecationMessages,
  noticeMessages,
  shownNotices,
} from '../../utils/messages/notice-messages.ts';
import type { ApiDeprecation } from '../../utils/state/api-deprecation.ts';
import type { Notice } from '../../utils/state/notice.ts';
import { useI18n } from '../hooks/i18n-context.ts';

/**
 * The notices of lost data, until the user dismisses them, and the retirement of the API version,
 * if one is planned.
 */
export function Notices(props: {
  readonly notices: readonly Notice[];
  readonly deprecation: ApiDeprecation;
  readonly onDismiss: () => void;
}) {
  const page = useI18n();
  const { t } = page;
  const notices = shownNotices(props.notices);
  const deprecationText = deprecationMessages(props.deprecation, page);
  return (
    <>
      {notices.length > 0 && (
        <div class="notice warn" role="status">
          <strong>{t('notice.title')}</strong>
          {notices.map((notice) => (
            <p key={notice}>{noticeMessages(notice, t)}</p>
          ))}
          <p class="buttons">
            <button class="button" type="button" onClick={props.onDismiss}>
              {t('notice.dismiss')}
            </button>
          </p>
        </div>
      )}
      {deprecationText !== null && (
        <p class="notice" role="status">
          {deprecationText}
        </p>
      )}
    </>
  );
}
