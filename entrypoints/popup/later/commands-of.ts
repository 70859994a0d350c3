import { markPosts, markSeen } from '../../../utils/browser/mark-posts.ts';
import type { RowCommands } from '../popup-context.ts';
import type { PopupController } from '../use-popup-controller.ts';
import { type CommandContext, createCommands } from './create-commands.ts';

/** Returns the context of the actions on rows, from the popup's state. */
export function contextOf(popup: PopupController): CommandContext {
  const { i18n, windowDays, newMarks } = popup;
  return {
    t: i18n.t,
    locale: i18n.locale,
    windowDays,
    isNew: newMarks.isNew,
    dismiss: newMarks.dismiss,
    mark: (command, done) => markPosts(popup, command, done),
    say: popup.say,
    onOpened: markSeen,
    unfold: popup.unfold,
  };
}

/** Returns the actions on rows, for the present state of the popup. */
export function commandsOf(popup: PopupController): RowCommands {
  return createCommands(contextOf(popup));
}
