import { isTransient } from '../../utils/creator-audit/problem/is-transient.ts';
import { shortUntil, timeAgo } from '../../utils/messages/age-messages.ts';
import { correctionMessage } from '../../utils/messages/correction-message.ts';
import {
  deprecationMessages,
  noticeMessages,
  shownNotices,
} from '../../utils/messages/notice-messages.ts';
import { problemMessages } from '../../utils/messages/problem-messages.ts';
import type { DisplayState } from '../../utils/state/display-state.ts';
import type { PageState } from '../../utils/state/page-state.ts';
import { isSampleOwner } from '../../utils/state/sample-owner.ts';
import type { I18nContext } from '../hooks/i18n-context.ts';
import { readingMessage } from './reading-progress.ts';
import type { StripContent } from './Strip.tsx';

/** The actions of the strip's link. */
export interface StripActions {
  readonly onDetails: (button: Element) => void;
  readonly onDismissNotices: () => void;
  readonly onLeaveSample: () => void;
  readonly onRefresh: () => void;
  /** Asks the browser for access to the API, first thing in the click. */
  readonly onGrantAccess: () => void;
}

/**
 * The time for which the strip names a corrected platform; then only the dialog of compared posts
 * does.
 */
const CORRECTION_TOLD_MS = 3 * 86_400_000;

/** Chooses the one line that matters most; `null` when all is as usual. */
export function stripContent(
  state: DisplayState,
  { notices, deprecation, publication, keyOwner }: PageState,
  page: I18nContext,
  actions: StripActions,
): StripContent | null {
  const { t } = page;
  const { problem, pause } = state;
  const next = pause === null ? '' : ` ${t('problem.nextTry', shortUntil(pause.until, page))}`;
  const details = { label: t('problem.details'), onPress: actions.onDetails };
  if (problem !== null && state.kind === 'needs-access') {
    const action = { label: t('problem.grantAccess'), onPress: actions.onGrantAccess };
    return { text: problemMessages(problem, t).title, isLoud: true, action };
  }
  // The same problems make the badge say "!".
  if (
    problem !== null &&
    (state.kind === 'needs-user' || (state.kind === 'failing' && !isTransient(problem)))
  ) {
    return { text: problemMessages(problem, t).title, isLoud: true, action: details };
  }
  if (isSampleOwner(keyOwner)) {
    const action = { label: t('sample.leave'), onPress: actions.onLeaveSample };
    return { text: t('sample.strip'), isLoud: false, action };
  }
  const [notice] = shownNotices(notices);
  if (notice !== undefined) {
    const action = { label: t('notice.dismiss'), onPress: actions.onDismissNotices };
    return { text: noticeMessages(notice, t), isLoud: false, action };
  }
  if (problem !== null) {
    const { title } = problemMessages(problem, t);
    return { text: `${title}${next}`, isLoud: false, action: details };
  }
  if (state.kind === 'first-sync' && state.progress !== null && pause === null)
    return { text: readingMessage(state.progress, page), isLoud: false, action: null };
  const deprecationText = deprecationMessages(deprecation, page);
  if (deprecationText !== null) return { text: deprecationText, isLoud: false, action: null };
  if (pause !== null) {
    return { text: t('popup.waiting', shortUntil(pause.until, page)), isLoud: false, action: null };
  }
  if (state.isStale && publication !== null) {
    const text = t('popup.showingOld', timeAgo(publication.completedAt, page));
    return {
      text,
      isLoud: false,
      action: { label: t('popup.refresh'), onPress: actions.onRefresh },
    };
  }
  const correction = publication?.corrections.find(({ to }) => page.now - to < CORRECTION_TOLD_MS);
  return correction === undefined
    ? null
    : { text: correctionMessage(correction, page), isLoud: false, action: null };
}
