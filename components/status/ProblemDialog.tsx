import type { Problem } from '../../utils/creator-audit/problem/problem.ts';
import { timeUntil } from '../../utils/format/age.ts';
import { timeAgo } from '../../utils/messages/age-messages.ts';
import { apiMessageOf, problemMessages } from '../../utils/messages/problem-messages.ts';
import type { Pause } from '../../utils/state/sync-status.ts';
import { Dialog } from '../Dialog.tsx';
import { useI18n } from '../hooks/i18n-context.ts';

export interface ProblemDialogProps {
  readonly problem: Problem;
  readonly pause: Pause | null;
  /** The time of the displayed list, ms since epoch; `null`: there is none. */
  readonly shownFrom: number | null;
  readonly onRetry: () => void;
  readonly onOpenOptions: () => void;
  readonly onCopy: (text: string) => void;
  readonly onClose: () => void;
}

/**
 * The details of a problem: its consequence, the user's next step, the time of the next try, and
 * the details for support.
 */
export function ProblemDialog(props: ProblemDialogProps) {
  const page = useI18n();
  const { t, locale, now } = page;
  const { problem, pause, shownFrom } = props;
  const { title, explanation, action } = problemMessages(problem, t);
  const apiMessage = apiMessageOf(problem);
  const quote = [
    problem.status === null ? '' : t('problem.status', problem.status),
    problem.code ?? '',
  ]
    .filter((part) => part !== '')
    .join(' ');
  return (
    <Dialog title={title} onClose={props.onClose}>
      <p>
        {explanation} {action}{' '}
        {pause !== null && t('problem.nextTry', timeUntil(pause.until, now, locale))}
      </p>
      {shownFrom !== null && <p>{t('popup.showingOld', timeAgo(shownFrom, page))}</p>}
      {apiMessage !== null && <p class="quiet said">{t('problem.apiSays', apiMessage)}</p>}
      {quote !== '' && <p class="quiet">{quote}</p>}
      {problem.requestId !== null && (
        <p class="request-id">
          <span class="grow">{t('problem.requestId', problem.requestId)}</span>
          <button
            class="button"
            type="button"
            onClick={() => props.onCopy(problem.requestId ?? '')}
          >
            {t('problem.copy')}
          </button>
        </p>
      )}
      <p class="buttons">
        <button class="button primary" type="button" onClick={props.onRetry}>
          {t('problem.retry')}
        </button>
        <button class="button" type="button" onClick={props.onOpenOptions}>
          {t('problem.openOptions')}
        </button>
      </p>
    </Dialog>
  );
}
