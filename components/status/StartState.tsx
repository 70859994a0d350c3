import { problemMessages } from '../../utils/messages/problem-messages.ts';
import type { DisplayState } from '../../utils/state/display-state.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { EmptyState } from './EmptyState.tsx';
import { FirstUpdate } from './FirstUpdate.tsx';

/** CreatorAudit's own pages, where accounts and posts are tracked. */
const CREATOR_AUDIT_APP = 'https://app.creatoraudit.com/';

/**
 * The page without a list: no key, the first update, a problem before it, no posts, or an
 * unreadable list.
 */
export function StartState(props: {
  readonly state: DisplayState;
  /** Posts in the library; `null` before the first update. */
  readonly posts: number | null;
  readonly onOpenOptions: () => void;
  readonly onRetry: () => void;
  readonly onStartSample: () => void;
  /** Asks the browser for access to the API, first thing in the click. */
  readonly onGrantAccess: () => void;
}) {
  const { t } = useI18n();
  const { state, onOpenOptions } = props;
  if (state.kind === 'no-key') {
    return (
      <EmptyState title={t('state.noKeyTitle')} text={t('state.noKeyText')}>
        <button class="button primary" type="button" onClick={onOpenOptions}>
          {t('state.noKeyAction')}
        </button>
        <button class="button" type="button" onClick={props.onStartSample}>
          {t('sample.start')}
        </button>
      </EmptyState>
    );
  }
  if (props.posts !== null && props.posts > 0) {
    return (
      <EmptyState title={t('state.unreadableTitle')} text={t('state.unreadableText')}>
        <button class="button primary" type="button" onClick={props.onRetry}>
          {t('popup.refresh')}
        </button>
      </EmptyState>
    );
  }
  if (props.posts === 0) {
    return (
      <EmptyState title={t('state.noPostsTitle')} text={t('state.noPostsText')}>
        <a
          class="button primary"
          href={CREATOR_AUDIT_APP}
          target="_blank"
          rel="noopener noreferrer"
        >
          {t('state.noPostsAction')}
        </a>
        <button class="button" type="button" onClick={onOpenOptions}>
          {t('problem.openOptions')}
        </button>
      </EmptyState>
    );
  }
  if (state.problem !== null) {
    const { title, explanation, action } = problemMessages(state.problem, t);
    const remedies = {
      'needs-access': ['problem.grantAccess', props.onGrantAccess],
      'needs-user': ['problem.openOptions', onOpenOptions],
    } as const;
    const [label, onClick] =
      state.kind === 'needs-access' || state.kind === 'needs-user'
        ? remedies[state.kind]
        : (['problem.retry', props.onRetry] as const);
    return (
      <EmptyState title={title} text={`${explanation} ${action}`}>
        <button class="button primary" type="button" onClick={onClick}>
          {t(label)}
        </button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={t('state.firstSyncTitle')} text={t('state.firstSyncText')}>
      <FirstUpdate progress={state.progress} />
    </EmptyState>
  );
}
