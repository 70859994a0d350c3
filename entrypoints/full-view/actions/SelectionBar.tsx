import mute from 'virtual:lucide/bell-off';
import seen from 'virtual:lucide/check';
import markNew from 'virtual:lucide/circle-dot';
import snooze from 'virtual:lucide/clock';
import copy from 'virtual:lucide/copy';
import open from 'virtual:lucide/external-link';
import close from 'virtual:lucide/x';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { Icon, type IconNodes } from '../../../components/Icon.tsx';
import { IconButton } from '../../../components/IconButton.tsx';
import { MenuItem, Popover } from '../../../components/Popover.tsx';
import { SnoozeItems } from '../../../components/posts/SnoozeItems.tsx';
import { formatCount } from '../../../utils/format/count.ts';
import { MUTE_KINDS } from '../../../utils/messages/row-marks.ts';
import { useFullView } from '../full-view-context.ts';
import { COPY_FORMATS } from './export-posts.ts';
import { useMenu } from './use-menu.ts';
import { MAX_OPENED_POSTS, usePostActions } from './use-post-actions.ts';

/** The actions on the posts that are selected in the table. */
export function SelectionBar() {
  const { t, locale } = useI18n();
  const { selected, select } = useFullView();
  const actions = usePostActions(selected);
  const menu = useMenu<'copy' | 'snooze' | 'mute'>();
  const count = formatCount(selected.size, locale);
  const openLabel =
    selected.size > MAX_OPENED_POSTS
      ? t.plural('list.openFirst', MAX_OPENED_POSTS, formatCount(MAX_OPENED_POSTS, locale))
      : t('action.openBackground');
  return (
    <div class="toolbar selection" role="toolbar" aria-label={t('fullView.selection')}>
      <IconButton
        name={t('fullView.clearSelection')}
        nodes={close}
        onClick={() => select(new Set())}
      />
      <span class="selected-count" role="status">
        {t.plural('fullView.selected', selected.size, count)}
      </span>
      <Action label={openLabel} nodes={open} onClick={actions.open} />
      <Action label={t('fullView.copy')} nodes={copy} {...menu.opener('copy')} />
      <Action label={t('action.markSeen')} nodes={seen} onClick={() => actions.markAs('seen')} />
      <Action label={t('action.markNew')} nodes={markNew} onClick={() => actions.markAs('new')} />
      <Action label={t('action.snooze')} nodes={snooze} {...menu.opener('snooze')} />
      <Action label={t('action.mute')} nodes={mute} {...menu.opener('mute')} />
      {menu.open !== null && (
        <Popover
          anchor={menu.open.anchor}
          label={t(menu.open.name === 'copy' ? 'fullView.copy' : `action.${menu.open.name}`)}
          role="menu"
          onClose={menu.close}
        >
          {menu.open.name === 'copy' &&
            COPY_FORMATS.map((format) => (
              <MenuItem key={format} onChoose={menu.act(() => actions.copy(format))}>
                {t(`fullView.${format}`)}
              </MenuItem>
            ))}
          {menu.open.name === 'snooze' && (
            <SnoozeItems onSnooze={(length) => menu.act(() => actions.snooze(length))()} />
          )}
          {menu.open.name === 'mute' &&
            MUTE_KINDS.map((kind) => (
              <MenuItem key={kind} onChoose={menu.act(() => actions.mute(kind))}>
                {t(`fullView.mutes.${kind}`)}
              </MenuItem>
            ))}
        </Popover>
      )}
    </div>
  );
}

/** A button with an icon and, where there is room, its name. */
function Action(props: {
  readonly label: string;
  readonly nodes: IconNodes;
  readonly onClick: (event: { readonly currentTarget: Element }) => void;
  readonly 'aria-haspopup'?: 'menu';
  readonly 'aria-expanded'?: boolean;
}) {
  const { label, nodes, ...rest } = props;
  return (
    <button class="tool" type="button" title={label} {...rest}>
      <Icon nodes={nodes} />
      <span class="tool-name">{label}</span>
    </button>
  );
}
