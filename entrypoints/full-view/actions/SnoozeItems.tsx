import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { MenuItem } from '../../../components/Popover.tsx';
import type { SelectionMark } from './mark-selection.ts';

const SNOOZES = [
  ['snoozeDay', 'action.snoozes.day'],
  ['snoozeWeek', 'action.snoozes.week'],
] as const;

/** The items of a menu that snoozes posts. */
export function SnoozeItems(props: {
  /** Closes the menu before an action. */
  readonly act: (action: () => void) => () => void;
  readonly onSnooze: (mark: SelectionMark) => void;
}) {
  const { t } = useI18n();
  return (
    <>
      {SNOOZES.map(([mark, label]) => (
        <MenuItem key={mark} onChoose={props.act(() => props.onSnooze(mark))}>
          {t(label)}
        </MenuItem>
      ))}
    </>
  );
}
