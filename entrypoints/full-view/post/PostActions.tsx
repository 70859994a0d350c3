import mute from 'virtual:lucide/bell-off';
import seen from 'virtual:lucide/check';
import markNew from 'virtual:lucide/circle-dot';
import snooze from 'virtual:lucide/clock';
import copy from 'virtual:lucide/copy';
import open from 'virtual:lucide/external-link';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { Icon } from '../../../components/Icon.tsx';
import { IconButton } from '../../../components/IconButton.tsx';
import { Popover } from '../../../components/Popover.tsx';
import { MuteItems } from '../../../components/posts/MuteItems.tsx';
import { SnoozeItems } from '../../../components/posts/SnoozeItems.tsx';
import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { copyText } from '../../../utils/browser/copy-text.ts';
import { muteRow, type SnoozeLength, snoozeRow } from '../../../utils/messages/row-marks.ts';
import type { MuteKind } from '../../../utils/state/mark-commands.ts';
import { markSelection } from '../actions/mark-selection.ts';
import { useMenu } from '../actions/use-menu.ts';
import { useFullView } from '../full-view-context.ts';

/** The actions on the post: open it, copy its link, and mark it. */
export function PostActions({ post }: { readonly post: RankedPost }) {
  const { t, locale } = useI18n();
  const { isNew, mark, say, windowDays } = useFullView();
  const menu = useMenu<'snooze' | 'mute'>();
  const row = { post, rise: null };
  const markAs = (as: 'seen' | 'new') => {
    const { command, done } = markSelection([post], as, { t, locale });
    mark(command, done);
  };
  const snoozeFor = (length: SnoozeLength) => {
    const context = { t, windowDays, now: Date.now() };
    const { command, done } = snoozeRow(row, [post.id], length, context);
    mark(command, done);
  };
  const muteAs = (kind: MuteKind) => {
    const muted = muteRow(row, kind, t);
    if (muted !== null) mark(muted.command, muted.done);
  };
  const { url } = post;
  const isUnseen = isNew(post.id);
  return (
    <div class="post-actions" role="toolbar" aria-label={t('action.more')}>
      {url !== null && (
        <>
          <a
            class="icon-button"
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={t('action.open')}
            title={t('action.open')}
          >
            <Icon nodes={open} />
          </a>
          <IconButton
            name={t('action.copyLink')}
            nodes={copy}
            onClick={() => void copyText(url, t('toast.linkCopied'), { t, say })}
          />
        </>
      )}
      <IconButton
        name={t(isUnseen ? 'action.markSeen' : 'action.markNew')}
        nodes={isUnseen ? seen : markNew}
        onClick={() => markAs(isUnseen ? 'seen' : 'new')}
      />
      <IconButton name={t('action.snooze')} nodes={snooze} {...menu.opener('snooze')} />
      <IconButton name={t('action.mute')} nodes={mute} {...menu.opener('mute')} />
      {menu.open !== null && (
        <Popover
          anchor={menu.open.anchor}
          label={t(`action.${menu.open.name}`)}
          role="menu"
          onClose={menu.close}
        >
          {menu.open.name === 'snooze' ? (
            <SnoozeItems onSnooze={(length) => menu.act(() => snoozeFor(length))()} />
          ) : (
            <MuteItems row={row} onMute={(kind) => menu.act(() => muteAs(kind))()} />
          )}
        </Popover>
      )}
    </div>
  );
}
