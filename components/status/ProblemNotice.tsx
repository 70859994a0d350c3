import { isTransient } from '../../utils/creator-audit/problem/is-transient.ts';
import type { Problem } from '../../utils/creator-audit/problem/problem.ts';
import { apiMessageOf, problemMessages } from '../../utils/messages/problem-messages.ts';
import { useI18n } from '../hooks/i18n-context.ts';

export interface ProblemNoticeProps {
  readonly problem: Problem;
  /** Further sentences: the time of the next try, the age of the list. */
  readonly details?: readonly string[];
  /** Replaces the action that the problem's message names. */
  readonly action?: string | undefined;
  readonly onRetry?: () => void;
  readonly onOpenOptions?: () => void;
  /** Asks the browser for access to the API, first thing in the click. */
  readonly onGrantAccess?: (() => void) | undefined;
}

/**
 * A problem, its consequence, what to do and what to quote. An alert when the user has to act, a
 * status when it passes by itself.
 */
export function ProblemNotice(props: ProblemNoticeProps) {
  const { problem, details = [], action, onRetry, onOpenOptions, onGrantAccess } = props;
  const { t } = useI18n();
  const words = problemMessages(problem, t);
  const willRetry = isTransient(problem);
  const apiMessage = apiMessageOf(problem);
  return (
    <div class={willRetry ? 'notice warn' : 'notice bad'} role={willRetry ? 'status' : 'alert'}>
      <strong>{words.title}</strong>
      <p>{words.explanation}</p>
      <p>
        {action ?? words.action} {details.join(' ')}
      </p>
      {apiMessage !== null && <p class="quiet said">{t('problem.apiSays', apiMessage)}</p>}
      {(problem.requestId !== null || problem.status !== null) && (
        <p class="quiet">
          {problem.status !== null &&
            `${[t('problem.status', problem.status), problem.code ?? ''].join(' ').trim()}. `}
          {problem.requestId !== null && <code>{t('problem.requestId', problem.requestId)}</code>}
        </p>
      )}
      {(onRetry !== undefined || onOpenOptions !== undefined || onGrantAccess !== undefined) && (
        <p class="buttons">
          {onGrantAccess !== undefined && (
            <button class="button primary" type="button" onClick={onGrantAccess}>
              {t('problem.grantAccess')}
            </button>
          )}
          {onOpenOptions !== undefined && (
            <button class="button" type="button" onClick={onOpenOptions}>
              {t('problem.openOptions')}
            </button>
          )}
          {onRetry !== undefined && (
            <button class="button" type="button" onClick={onRetry}>
              {t('problem.retry')}
            </button>
          )}
        </p>
      )}
    </div>
  );
}
