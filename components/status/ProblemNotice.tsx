import type { Problem } from '../../utils/creator-audit/problem/problem.ts';
import { isTransient } from '../../utils/creator-audit/problem/problem-policy.ts';
import { problemMessages } from '../../utils/messages/problem-messages.ts';
import { useI18n } from '../hooks/i18n-context.ts';

export interface ProblemNoticeProps {
  readonly problem: Problem;
  /** What else there is to say: when it is tried again, how old the list is. */
  readonly further?: readonly string[];
  readonly onRetry?: () => void;
  readonly onOpenOptions?: () => void;
}

/** What happened, what it means, what to do, and what to quote. Loud when someone has to act, quiet when it will pass. */
export function ProblemNotice({ problem, further = [], onRetry, onOpenOptions }: ProblemNoticeProps) {
  const { t } = useI18n();
  const words = problemMessages(problem, t);
  const willPass = isTransient(problem);
  const said = problem.errors.map(({ field, message }) => `${field}: ${message}`).join('; ') || problem.detail;
  return (
    <div class={willPass ? 'notice warn' : 'notice bad'} role={willPass ? 'status' : 'alert'}>
      <strong>{words.what}</strong>
      <p>{words.means}</p>
      <p>
        {words.todo} {further.join(' ')}
      </p>
      {said !== null && said !== '' && <p class="quiet said">{t('problem.apiSays', said)}</p>}
      {(problem.requestId !== null || problem.status !== null) && (
        <p class="quiet">
          {problem.status !== null &&
            `${t('problem.status', problem.status)}${problem.code === null ? '' : ` ${problem.code}`}. `}
          {problem.requestId !== null && <code>{t('problem.requestId', problem.requestId)}</code>}
        </p>
      )}
      {(onRetry !== undefined || onOpenOptions !== undefined) && (
        <p class="buttons">
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
