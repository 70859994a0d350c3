import seen from 'virtual:lucide/check';
import markNew from 'virtual:lucide/circle-dot';
import snooze from 'virtual:lucide/clock';
import copy from 'virtual:lucide/copy';
import more from 'virtual:lucide/ellipsis';
import background from 'virtual:lucide/external-link';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { Icon, type IconNodes } from '../../../components/Icon.tsx';
import type { ListRow } from '../../../utils/state/list-rows.ts';
import { usePopup } from '../popup-context.ts';

/**
 * The buttons of a row. The list has one tab stop, its rows; the buttons are for the pointer, and
 * the keys do the same.
 */
export function RowActions({ row, isNew }: { readonly row: ListRow; readonly isNew: boolean }) {
  const { t } = useI18n();
  const { commands, openOverlay } = usePopup();
  const hasPost = row.rise === null && row.post.url !== null;
  return (
    <span class="row-actions">
      {hasPost && (
        <>
          <ActionButton
            name={t('action.openBackground')}
            nodes={background}
            onPress={() => commands.open(row, true)}
          />
          <ActionButton
            name={t('action.copyLink')}
            nodes={copy}
            onPress={() => commands.copy(row, 'link')}
          />
        </>
      )}
      <ActionButton
        name={t(isNew ? 'action.markSeen' : 'action.markNew')}
        nodes={isNew ? seen : markNew}
        onPress={() => commands.toggleSeen(row)}
      />
      <ActionButton
        name={t('action.snooze')}
        nodes={snooze}
        hasMenu
        onPress={(anchor) => openOverlay({ kind: 'snooze', anchor, row })}
      />
      <ActionButton
        name={t('action.more')}
        nodes={more}
        hasMenu
        class="touch"
        onPress={(anchor) => openOverlay({ kind: 'row-actions', anchor, row })}
      />
    </span>
  );
}

function ActionButton(props: {
  readonly name: string;
  readonly nodes: IconNodes;
  readonly hasMenu?: boolean;
  readonly class?: string;
  readonly onPress: (button: Element) => void;
}) {
  return (
    <button
      class={`icon-button ${props.class ?? ''}`}
      type="button"
      tabIndex={-1}
      aria-label={props.name}
      title={props.name}
      aria-haspopup={props.hasMenu === true ? 'menu' : undefined}
      onClick={(event) => props.onPress(event.currentTarget)}
    >
      <Icon nodes={props.nodes} />
    </button>
  );
}
