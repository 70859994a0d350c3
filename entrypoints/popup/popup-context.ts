import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SnoozeLength } from '../../utils/messages/row-marks.ts';
import type { Settings } from '../../utils/settings/settings.ts';
import type { ListRow } from '../../utils/state/list-rows.ts';
import type { MuteKind } from '../../utils/state/mark-commands.ts';
import type { Later } from './later/later.ts';

/** A menu, dialog or panel above the popup, with its subject and the control that opened it. */
export type Overlay =
  | { readonly kind: 'view' | 'list-actions' | 'about'; readonly anchor: Element }
  | {
      readonly kind: 'row-actions' | 'snooze' | 'mute';
      readonly anchor: Element;
      readonly row: ListRow;
    }
  | { readonly kind: 'help' | 'muted' | 'compared' | 'problem'; readonly anchor: Element | null };

type CopyForm = 'link' | 'text' | 'markdown';

/** The actions on a row, for its buttons, its menus and the keyboard alike. */
export interface RowCommands {
  open(row: ListRow, isInBackground: boolean): void;
  copy(row: ListRow, form: CopyForm): void;
  toggleSeen(row: ListRow): void;
  snooze(row: ListRow, length: SnoozeLength): void;
  mute(row: ListRow, kind: MuteKind): void;
  unfold(row: ListRow): void;
}

export interface PopupContext {
  readonly commands: RowCommands;
  readonly overlay: Overlay | null;
  readonly settings: Settings;
  readonly windowDays: number;
  /** The extension has been ranking since then, ms since epoch. */
  readonly lookingSince: number;
  /** The module that loads after the first frame; `null` until then. */
  readonly later: Later | null;
  openOverlay(overlay: Overlay): void;
  closeOverlay(): void;
  isNew(row: ListRow): boolean;
}

const Context = createContext<PopupContext | null>(null);

export const PopupProvider = Context.Provider;

/** Returns the context shared by the parts of the popup. */
export function usePopup(): PopupContext {
  const context = useContext(Context);
  if (context === null) throw new Error('usePopup needs a PopupProvider above it');
  return context;
}
