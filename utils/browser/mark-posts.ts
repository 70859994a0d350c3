import type { Translate } from '../messages/translate.ts';
import { UNDO_TTL_MS } from '../state/apply-mark-command.ts';
import type { MarkCommand } from '../state/mark-commands.ts';
import type { Marks } from '../state/marks.ts';
import { sendCommand } from './send-command.ts';

/** A short message about an action. */
interface Toast {
  readonly text: string;
  readonly canUndo: boolean;
}

/** The page that marks posts: its toast and its language. */
interface MarkingPage {
  readonly show: (toast: Toast) => void;
  readonly i18n: { readonly t: Translate };
}

/**
 * Marks posts as seen that the user has opened or had on screen, without a toast. If that fails,
 * they stay new.
 */
export function markSeen(postIds: readonly string[]): void {
  if (postIds.length === 0) return;
  void sendCommand({ type: 'mark-seen', postIds, isUndoable: false }).catch(() => undefined);
}

/** The actions of this page that the worker has not answered yet. */
let underWay: Promise<unknown> = Promise.resolve();

/** Sends a command that marks posts, and shows a toast with a way to undo it. */
export function markPosts(page: MarkingPage, command: MarkCommand, done: string): void {
  const answer = sendCommand(command);
  underWay = Promise.allSettled([underWay, answer]);
  showResult(
    page,
    answer.then(() => ({ text: done, canUndo: true })),
  );
}

/**
 * Takes back the last action that is not older than ten minutes. Actions that are under way come
 * first: a user can press keys faster than the browser wakes the worker.
 *
 * @param readMarks reads the marks as they are stored
 */
export function undoLast(page: MarkingPage, readMarks: () => Promise<Marks>): void {
  const { t } = page.i18n;
  const undone = underWay.then(async () => {
    const entry = (await readMarks()).undo.at(-1);
    if (entry === undefined || Date.now() - entry.at >= UNDO_TTL_MS) return 'toast.nothingToUndo';
    await sendCommand({ type: 'undo', id: entry.id });
    return 'toast.undone';
  });
  underWay = Promise.allSettled([undone]);
  showResult(
    page,
    undone.then((key) => ({ text: t(key), canUndo: false })),
  );
}

/** Shows a toast about the result of an action, or that it failed. */
function showResult({ show, i18n: { t } }: MarkingPage, result: Promise<Toast>): void {
  result.then(show, () => show({ text: t('toast.failed'), canUndo: false }));
}
