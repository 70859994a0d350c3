import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { MenuItem } from '../../../components/Popover.tsx';
import { cleanText } from '../../../utils/format/clean-text.ts';
import { accountLabel } from '../../../utils/messages/row-messages.ts';
import type { ListRow } from '../../../utils/state/list-rows.ts';
import { type MuteKind, type SnoozeLength, usePopup } from '../popup-context.ts';
import { muteTarget } from './create-commands.ts';

const SNOOZES: readonly SnoozeLength[] = ['day', 'week', 'doubles'];
const MUTES: readonly MuteKind[] = ['post', 'account', 'creator'];

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
  const { t } = useI18n();
  const { commands } = usePopup();
  const act = useAct();
  return (
    <>
      {SNOOZES.map((length) => (
        <MenuItem key={length} onChoose={act(() => commands.snooze(row, length))}>
          {t(`action.snoozes.${length}`)}
        </MenuItem>
      ))}
    </>
  );
}

/** The parts of a row that can be muted: the post, its account, its creator. */
export function MuteMenu({ row }: RowMenuProps) {
  const { t } = useI18n();
  const { commands } = usePopup();
  const act = useAct();
  const names: Readonly<Record<MuteKind, string>> = {
    post: '',
    account: accountLabel(row.post.accountName, t),
    creator: cleanText(row.post.creatorName) ?? '',
  };
  return (
    <>
      {MUTES.filter((kind) => muteTarget(row, kind) !== null).map((kind) => (
        <MenuItem key={kind} onChoose={act(() => commands.mute(row, kind))}>
          {t(`action.mutes.${kind}`, names[kind])}
        </MenuItem>
      ))}
    </>
  );
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
