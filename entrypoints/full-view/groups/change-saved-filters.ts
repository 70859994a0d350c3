import type { ToastContent } from '../../../components/Toast.tsx';
import { sendCommand } from '../../../utils/browser/send-command.ts';
import type { Translate } from '../../../utils/messages/translate.ts';
import {
  inverseOf,
  type SavedFilter,
  type SavedFilterCommand,
} from '../../../utils/state/saved-filters.ts';

/**
 * Sends a command that changes the saved filters, and shows a toast with a way to undo it.
 *
 * @param saved before the command
 */
export function changeSavedFilters(
  saved: readonly SavedFilter[],
  command: SavedFilterCommand,
  done: string,
  { t, show }: { readonly t: Translate; readonly show: (toast: ToastContent) => void },
): void {
  const inverse = inverseOf(saved, command);
  const failed = () => show({ text: t('toast.failed'), canUndo: false });
  const undo = () => {
    if (inverse === null) return;
    sendCommand(inverse).then(() => show({ text: t('toast.undone'), canUndo: false }), failed);
  };
  sendCommand(command).then(() => show({ text: done, canUndo: inverse !== null, undo }), failed);
}
