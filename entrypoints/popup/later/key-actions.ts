import type { KeyActions } from '../../../components/bind-keys.ts';
import { undoLast } from '../../../utils/browser/mark-posts.ts';
import type { ListRow } from '../../../utils/state/list-rows.ts';
import { readMarks } from '../../../utils/storage/read-marks.ts';
import type { PopupController } from '../use-popup-controller.ts';
import { commandsOf } from './commands-of.ts';
import { openInTab } from './open-full-view.ts';

/** The windows that have a key: 1 to 4. */
const WINDOW_KEYS = 4;

/** Returns the action of each key in the present state of the popup. */
export function keyActions(popup: PopupController): KeyActions {
  const { list, focusedRow, unfolded, publication } = popup;
  const commands = commandsOf(popup);
  const move = (rows: number) => () => list.current?.move(rows);
  const onRow = (action: (row: ListRow) => void) => () => {
    if (focusedRow !== null) action(focusedRow);
  };
  const withMenu = (kind: 'snooze' | 'mute' | 'row-actions') =>
    onRow((row) => {
      const anchor = list.current?.faceOf(row.key) ?? null;
      if (anchor !== null) popup.openOverlay({ kind, anchor, row });
    });
  const page = list.current?.page ?? 1;
  const unfold = onRow((row) => {
    if (!unfolded.has(row.key)) commands.unfold(row);
  });
  const fold = onRow((row) => {
    if (unfolded.has(row.key)) commands.unfold(row);
  });
  const isRightToLeft = document.dir === 'rtl';
  const windows = Array.from({ length: WINDOW_KEYS }, (_, index) => [
    String(index + 1),
    () => {
      const days = publication?.windows[index]?.days;
      if (days !== undefined)
        popup.changeView({ windowDays: days === publication?.lookbackDays ? null : days });
    },
  ]);
  return {
    list: {
      ArrowDown: move(1),
      ArrowUp: move(-1),
      Home: move(Number.NEGATIVE_INFINITY),
      End: move(Number.POSITIVE_INFINITY),
      PageDown: move(page),
      PageUp: move(-page),
      Enter: onRow((row) => commands.open(row, false)),
      '$mod+Enter': onRow((row) => commands.open(row, true)),
      Space: onRow(commands.unfold),
      // In the direction of reading, as the details open.
      ArrowRight: isRightToLeft ? fold : unfold,
      ArrowLeft: isRightToLeft ? unfold : fold,
      'Shift+F10': withMenu('row-actions'),
      ContextMenu: withMenu('row-actions'),
    },
    letters: {
      j: move(1),
      k: move(-1),
      c: onRow((row) => commands.copy(row, 'link')),
      s: onRow(commands.toggleSeen),
      z: withMenu('snooze'),
      m: withMenu('mute'),
      u: () => undoLast(popup, readMarks),
      '/': () => popup.openSearch(popup.search ?? ''),
      r: popup.refresh,
      o: popup.openOptions,
      f: () => openInTab(popup),
      '?': () => popup.openOverlay({ kind: 'help', anchor: null }),
      ...Object.fromEntries(windows),
    },
  };
}
