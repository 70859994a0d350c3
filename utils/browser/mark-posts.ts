import type { Translate } from '../messages/translate.ts';
import type { MarkCommand } from '../state/mark-commands.ts';
import type { Marks } from '../state/marks.ts';
import { sendCommand } from './send-command.ts';

/** The time during which an action can be undone, ms. */
const UNDO_KEPT_MS = 10 * 60_000;

/** The page that marks posts: its toast and its language. */
interface MarkingPage {
  readonly show: (toast: { readonly text: string; readonly canUndo: boolean }) => void;
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

/** Sends a command that marks posts, and shows a toast with a way to undo it. */
export function markPosts(
  { show, i18n: { t } }: MarkingPage,
  command: MarkCommand,
  done: string,
): void {
  sendCommand(command).then(
    () => show({ text: done, canUndo: command.type !== 'undo' }),
    () => show({ text: t('toast.failed'), canUndo: false }),
  );
}

/** Takes back the last action that is not older than ten minutes. */
export function undoLast(page: MarkingPage & { readonly marks: Marks }): void {
  const { t } = page.i18n;
  const entry = page.marks.undo.at(-1);
  if (entry === undefined || Date.now() - entry.at > UNDO_KEPT_MS)
    page.show({ text: t('toast.nothingToUndo'), canUndo: false });
  else markPosts(page, { type: 'undo', id: entry.id }, t('toast.undone'));
}
