import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { MenuItem } from '../../../components/Popover.tsx';
import type { PauseChoice } from '../../../utils/alerts/alert-times.ts';
import { formatCount } from '../../../utils/format/count.ts';
import { usePopup } from '../popup-context.ts';

/** The posts that "Open the first" opens. */
export const OPENED_AT_ONCE = 5;

export interface ListActionsProps {
  /** Rows of the list, and those of them that are new. */
  readonly rows: number;
  readonly newRows: number;
  /** The filters and the search that narrow the list, as text; empty: none. */
  readonly scope: string;
  readonly onMarkSeen: () => void;
  readonly onOpenFirst: () => void;
  readonly onCopy: () => void;
  readonly onExport: () => void;
  /** `null` where the browser has no side panel. */
  readonly onSidePanel: (() => void) | null;
  /** The pause of alerts; `null` while no channel is on. */
  readonly alerts: {
    /** ms since epoch; `null`: they are not paused. */
    readonly pausedUntil: number | null;
    /** `null`: ends the pause. */
    readonly onPause: (choice: PauseChoice | null) => void;
  } | null;
}

/** The actions on the list. Each names the number of its posts. */
export function ListActions(props: ListActionsProps) {
  const { t, locale } = useI18n();
  const { closeOverlay } = usePopup();
  const { rows, newRows, scope, alerts } = props;
  const act = (action: () => void) => () => {
    closeOverlay();
    action();
  };
  const inScope = (text: string) => (scope === '' ? text : t('list.inScope', text, scope));
  const opened = Math.min(rows, OPENED_AT_ONCE);
  return (
    <>
      <MenuItem isDisabled={newRows === 0} onChoose={act(props.onMarkSeen)}>
        {newRows === 0
          ? t('list.nothingNew')
          : inScope(t.plural('list.markSeen', newRows, formatCount(newRows, locale)))}
      </MenuItem>
      <MenuItem isDisabled={rows === 0} onChoose={act(props.onOpenFirst)}>
        {t.plural('list.openFirst', Math.max(opened, 1), formatCount(opened, locale))}
      </MenuItem>
      <MenuItem isDisabled={rows === 0} onChoose={act(props.onCopy)}>
        {inScope(t.plural('list.copyMarkdown', rows, formatCount(rows, locale)))}
      </MenuItem>
      <MenuItem isDisabled={rows === 0} onChoose={act(props.onExport)}>
        {inScope(t.plural('list.exportCsv', rows, formatCount(rows, locale)))}
      </MenuItem>
      {props.onSidePanel !== null && (
        <MenuItem onChoose={act(props.onSidePanel)}>
          {t(import.meta.env.FIREFOX ? 'fullView.openSidebar' : 'fullView.openSidePanel')}
        </MenuItem>
      )}
      {alerts?.pausedUntil === null && (
        <>
          <MenuItem onChoose={act(() => alerts.onPause('hour'))}>{t('alert.pauseHour')}</MenuItem>
          <MenuItem onChoose={act(() => alerts.onPause('tomorrow'))}>
            {t('alert.pauseTomorrow')}
          </MenuItem>
        </>
      )}
      {alerts !== null && alerts.pausedUntil !== null && (
        <MenuItem onChoose={act(() => alerts.onPause(null))}>{t('alert.resume')}</MenuItem>
      )}
    </>
  );
}
