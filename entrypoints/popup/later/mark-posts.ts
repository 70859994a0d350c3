import { sendCommand } from '../../../utils/browser/send-command.ts';
import type { MarkCommand } from '../../../utils/state/mark-commands.ts';
import type { PopupController } from '../use-popup-controller.ts';

/** The time during which an action can be undone, ms. */
const UNDO_KEPT_MS = 10 * 60_000;

/** Sends a command that marks posts, and shows a toast with a way to undo it. */
export function markPosts(
  { show, i18n: { t } }: PopupController,
  command: MarkCommand,
  done: string,
): void {
  sendCommand(command).then(
    () => show({ text: done, canUndo: command.type !== 'undo' }),
    () => show({ text: t('toast.failed'), canUndo: false }),
  );
}

/** Takes back the last action that is not older than ten minutes. */
export function undoLast(popup: PopupController): void {
  const { t } = popup.i18n;
  const entry = popup.marks.undo.at(-1);
  if (entry === undefined || Date.now() - entry.at > UNDO_KEPT_MS)
    popup.say(t('toast.nothingToUndo'));
  else markPosts(popup, { type: 'undo', id: entry.id }, t('toast.undone'));
}

/** Marks as seen those of the posts on screen that were not. */
export function markSeen(
  { data: { first, ranking }, marks }: PopupController,
  postIds: readonly string[],
): void {
  const current = new Set(first?.breakouts.map(({ id }) => id));
  const endedAt = new Map(
    ranking?.ended
      .flatMap((index) => ranking.posts[index] ?? [])
      .map((post) => [post.id, post.endedAt]),
  );
  const unseen = postIds.filter((id) => {
    const seenAt = marks.posts[id]?.seenAt;
    if (seenAt === undefined) return current.has(id) || endedAt.has(id);
    return seenAt < (endedAt.get(id) ?? 0);
  });
  if (unseen.length === 0) return;
  void sendCommand({ type: 'mark-seen', postIds: unseen, isUndoable: false }).catch(
    () => undefined,
  );
}
