import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { MenuItem } from '../../../components/Popover.tsx';
import { MuteItems } from '../../../components/posts/MuteItems.tsx';
import { SnoozeItems } from '../../../components/posts/SnoozeItems.tsx';
import type { ListRow } from '../../../utils/state/list-rows.ts';
import { usePopup } from '../popup-context.ts';

interface RowMenuProps {
  readonly row: ListRow;
}

/** The actions on a row. */
export function RowMenu({ row, anchor }: RowMenuProps & { readonly anchor: Element }) {
  const { t } = useI18n();
  const { commands, openOverlay, isNew } = usePopup();
  const act = useAct();
  const hasPost = row.rise === null && row.post.url !== null;
  return (
    <>
      {hasPost && (
        <>
          <MenuItem onChoose={act(() => commands.open(row, false))}>{t('action.open')}</MenuItem>
          <MenuItem onChoose={act(() => commands.open(row, true))}>
            {t('action.openBackground')}
          </MenuItem>
        </>
      )}
      <MenuItem onChoose={act(() => commands.unfold(row))}>{t('action.details')}</MenuItem>
      {row.rise === null && <CopyItems row={row} />}
      <MenuItem onChoose={act(() => commands.toggleSeen(row))}>
        {t(isNew(row) ? 'action.markSeen' : 'action.markNew')}
      </MenuItem>
      <MenuItem onChoose={() => openOverlay({ kind: 'snooze', anchor, row })}>
        {t('action.snoozeFor')}
      </MenuItem>
      <MuteMenu row={row} />
    </>
  );
}

/** The forms in which a row can be copied. */
function CopyItems({ row }: RowMenuProps) {
  const { t } = useI18n();
  const { commands } = usePopup();
  const act = useAct();
  return (
    <>
      {row.post.url !== null && (
        <MenuItem onChoose={act(() => commands.copy(row, 'link'))}>{t('action.copyLink')}</MenuItem>
      )}
      <MenuItem onChoose={act(() => commands.copy(row, 'text'))}>{t('action.copyText')}</MenuItem>
      <MenuItem onChoose={act(() => commands.copy(row, 'markdown'))}>
        {t('action.copyMarkdown')}
      </MenuItem>
    </>
  );
}

/** The durations of a snooze. */
export function SnoozeMenu({ row }: RowMenuProps) {
  const { commands } = usePopup();
  const act = useAct();
  return <SnoozeItems onSnooze={(length) => act(() => commands.snooze(row, length))()} />;
}

/** The parts of a row that can be muted. */
export function MuteMenu({ row }: RowMenuProps) {
  const { commands } = usePopup();
  const act = useAct();
  return <MuteItems row={row} onMute={(kind) => act(() => commands.mute(row, kind))()} />;
}

/**
 * Makes an action that closes its menu first, so that the focus is back on the row before the row
 * may go.
 */
function useAct(): (action: () => void) => () => void {
  const { closeOverlay } = usePopup();
  return (action) => () => {
    closeOverlay();
    action();
  };
}
