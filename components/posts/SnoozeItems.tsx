import { SNOOZE_LENGTHS, type SnoozeLength } from '../../utils/messages/row-marks.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { MenuItem } from '../Popover.tsx';

/** The items of a menu that snoozes a row or a post. */
export function SnoozeItems(props: { readonly onSnooze: (length: SnoozeLength) => void }) {
  const { t } = useI18n();
  return (
    <>
      {SNOOZE_LENGTHS.map((length) => (
        <MenuItem key={length} onChoose={() => props.onSnooze(length)}>
          {t(`action.snoozes.${length}`)}
        </MenuItem>
      ))}
    </>
  );
}
