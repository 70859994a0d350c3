import { browser } from '../../../utils/browser/browser.ts';
import { copyText } from '../../../utils/browser/copy-text.ts';
import { postAsMarkdown, postAsText } from '../../../utils/messages/list-export.ts';
import { muteRow, snoozeRow } from '../../../utils/messages/row-marks.ts';
import { accountLabel } from '../../../utils/messages/row-messages.ts';
import type { Translate } from '../../../utils/messages/translate.ts';
import type { ListRow } from '../../../utils/state/list-rows.ts';
import type { MarkCommand } from '../../../utils/state/mark-commands.ts';
import { idsOf } from '../ids-of.ts';
import type { RowCommands } from '../popup-context.ts';

/** The dependencies of the actions on rows. */
export interface CommandContext {
  readonly t: Translate;
  readonly locale: string;
  readonly windowDays: number;
  isNew(row: ListRow): boolean;
  /** Removes the mark of new posts at once. */
  dismiss(postIds: readonly string[]): void;
  /** Sends a command to the worker, and shows a toast with a way to undo it. */
  mark(command: MarkCommand, done: string): void;
  /** Shows a toast without a way to undo. */
  say(text: string): void;
  /** The post was opened: it counts as seen, and its mark stays. */
  onOpened(postIds: readonly string[]): void;
  unfold(row: ListRow): void;
}

/** Creates the actions on a row. */
export function createCommands(context: CommandContext): RowCommands {
  const { t, windowDays } = context;
  return {
    open(row, isInBackground) {
      const { url } = row.post;
      if (row.rise !== null || url === null) {
        context.unfold(row);
        return;
      }
      context.onOpened(idsOf(row));
      void browser.tabs.create({ url, active: !isInBackground });
    },
    copy(row, form) {
      const { post } = row;
      const page = { ...context, now: Date.now() };
      const text =
        form === 'link'
          ? (post.url ?? '')
          : form === 'text'
            ? postAsText(post, page)
            : postAsMarkdown(post, page);
      void copyText(text, form === 'link' ? t('toast.linkCopied') : t('toast.copied'), context);
    },
    toggleSeen(row) {
      const postIds = idsOf(row);
      const label = accountLabel(row.post.accountName, t);
      if (context.isNew(row)) {
        context.dismiss(postIds);
        context.mark({ type: 'mark-seen', postIds, isUndoable: true }, t('toast.seen', label));
      } else context.mark({ type: 'mark-new', postIds }, t('toast.markedNew', label));
    },
    snooze(row, length) {
      const page = { t, windowDays, now: Date.now() };
      const { command, done } = snoozeRow(row, idsOf(row), length, page);
      context.mark(command, done);
    },
    mute(row, kind) {
      const mark = muteRow(row, kind, t);
      if (mark !== null) context.mark(mark.command, mark.done);
    },
    unfold: context.unfold,
  };
}
