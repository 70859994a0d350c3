import { Dialog } from '../../../components/Dialog.tsx';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import type { Comparison } from '../../../utils/breakouts/output/window-ranking.ts';
import type { PlatformCorrection } from '../../../utils/breakouts/rule/platform-corrections.ts';
import { formatCount } from '../../../utils/format/count.ts';
import { timeAgo } from '../../../utils/messages/age-messages.ts';
import { correctionMessage } from '../../../utils/messages/correction-message.ts';
import {
  missingReasonAdvice,
  missingReasonOfPosts,
} from '../../../utils/messages/missing-reason-messages.ts';
import { DAY_MS } from '../../../utils/time/units.ts';
import { usePopup } from '../popup-context.ts';

/**
 * The number of posts that were compared with their usual, and the reasons why the others were not.
 */
export function ComparedDialog(props: {
  readonly comparison: Comparison | null;
  readonly posts: number;
  readonly accounts: number;
  /** The end of the last update, ms since epoch. */
  readonly updatedAt: number | null;
  readonly corrections: readonly PlatformCorrection[];
}) {
  const page = useI18n();
  const { t, locale, now } = page;
  const { closeOverlay, windowDays } = usePopup();
  const { comparison } = props;
  const count = (value: number) => formatCount(value, locale);
  const inWindow = props.corrections.filter(({ to }) => to > now - windowDays * DAY_MS);
  const excluded = Object.entries(comparison?.excluded ?? {}).sort(([, a], [, b]) => b - a);
  return (
    <Dialog title={t('compared.title')} onClose={closeOverlay}>
      <p>
        {t.plural(
          'popup.tracked',
          props.posts,
          count(props.posts),
          t.plural('popup.accounts', props.accounts, count(props.accounts)),
        )}
        {props.updatedAt !== null && (
          <> · {t('popup.refreshedAgo', timeAgo(props.updatedAt, page))}</>
        )}
      </p>
      {comparison !== null && (
        <p>{t('popup.compared', count(comparison.compared), count(comparison.total))}</p>
      )}
      {inWindow.map((correction) => (
        <p key={correction.platform}>{correctionMessage(correction, page)}</p>
      ))}
      {excluded.length > 0 && (
        <>
          <h3>{t('popup.notCompared')}</h3>
          <ul class="reasons">
            {excluded.map(([reason, posts]) => (
              <li key={reason}>
                <span class="count">{count(posts)}</span>{' '}
                {missingReasonOfPosts(
                  reason,
                  t.plural('days', windowDays, count(windowDays)),
                  t.plural(
                    'popup.accounts',
                    comparison?.accountsWithoutBaseline ?? 0,
                    count(comparison?.accountsWithoutBaseline ?? 0),
                  ),
                  t,
                )}
                <br />
                <span class="quiet">{missingReasonAdvice(reason, t)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}
