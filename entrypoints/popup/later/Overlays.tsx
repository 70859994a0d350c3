import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { Popover } from '../../../components/Popover.tsx';
import {
  ProblemDialog,
  type ProblemDialogProps,
} from '../../../components/status/ProblemDialog.tsx';
import { usePopup } from '../popup-context.ts';
import { ComparedDialog } from './ComparedDialog.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { ListActions, type ListActionsProps } from './ListActions.tsx';
import { MutedDialog, type MutedDialogProps } from './MutedDialog.tsx';
import { MuteMenu, RowMenu, SnoozeMenu } from './RowMenus.tsx';
import { ViewMenu, type ViewMenuProps } from './ViewMenu.tsx';

export interface OverlaysProps {
  readonly view: ViewMenuProps;
  readonly listActions: ListActionsProps;
  readonly muted: MutedDialogProps;
  readonly problem: Omit<ProblemDialogProps, 'problem'> &
    Partial<Pick<ProblemDialogProps, 'problem'>>;
  readonly comparison: Parameters<typeof ComparedDialog>[0];
  /** The meaning of each list of the tab, as its name and a sentence. */
  readonly about: readonly { readonly name: string; readonly hint: string }[];
}

/** The open menu, panel or dialog, if any. */
export function Overlays(props: OverlaysProps) {
  const { t } = useI18n();
  const { overlay, closeOverlay } = usePopup();
  if (overlay === null) return null;
  switch (overlay.kind) {
    case 'view':
      return (
        <Popover
          anchor={overlay.anchor}
          label={t('view.title')}
          role="dialog"
          class="view"
          onClose={closeOverlay}
        >
          <ViewMenu {...props.view} />
        </Popover>
      );
    case 'list-actions':
      return (
        <Popover
          anchor={overlay.anchor}
          label={t('popup.listActions')}
          role="menu"
          onClose={closeOverlay}
        >
          <ListActions {...props.listActions} />
        </Popover>
      );
    case 'about':
      return (
        <Popover
          anchor={overlay.anchor}
          label={t('popup.about')}
          role="dialog"
          class="about"
          onClose={closeOverlay}
        >
          {props.about.map(({ name, hint }) => (
            <div key={name}>
              <strong>{name}</strong>
              <p>{hint}</p>
            </div>
          ))}
        </Popover>
      );
    case 'row-actions':
      return (
        <Popover
          anchor={overlay.anchor}
          label={t('action.more')}
          role="menu"
          onClose={closeOverlay}
        >
          <RowMenu row={overlay.row} anchor={overlay.anchor} />
        </Popover>
      );
    case 'snooze':
      return (
        <Popover
          anchor={overlay.anchor}
          label={t('action.snooze')}
          role="menu"
          onClose={closeOverlay}
        >
          <SnoozeMenu row={overlay.row} />
        </Popover>
      );
    case 'mute':
      return (
        <Popover
          anchor={overlay.anchor}
          label={t('action.mute')}
          role="menu"
          onClose={closeOverlay}
        >
          <MuteMenu row={overlay.row} />
        </Popover>
      );
    case 'help':
      return <HelpDialog />;
    case 'muted':
      return <MutedDialog {...props.muted} />;
    case 'compared':
      return <ComparedDialog {...props.comparison} />;
    case 'problem':
      return props.problem.problem === undefined ? null : (
        <ProblemDialog {...props.problem} problem={props.problem.problem} />
      );
  }
}
