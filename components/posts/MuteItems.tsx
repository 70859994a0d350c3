import { cleanText } from '../../utils/format/clean-text.ts';
import { MUTE_KINDS, muteTarget } from '../../utils/messages/row-marks.ts';
import { accountLabel } from '../../utils/messages/row-messages.ts';
import type { ListRow } from '../../utils/state/list-rows.ts';
import type { MuteKind } from '../../utils/state/mark-commands.ts';
import { useI18n } from '../hooks/i18n-context.ts';
import { MenuItem } from '../Popover.tsx';

/** The items of a menu that mutes a post, its account or its creator. */
export function MuteItems(props: {
  readonly row: Pick<ListRow, 'post' | 'rise'>;
  readonly onMute: (kind: MuteKind) => void;
}) {
  const { t } = useI18n();
  const { row } = props;
  const names: Readonly<Record<MuteKind, string>> = {
    post: '',
    account: accountLabel(row.post.accountName, t),
    creator: cleanText(row.post.creatorName) ?? '',
  };
  return (
    <>
      {MUTE_KINDS.filter((kind) => muteTarget(row, kind) !== null).map((kind) => (
        <MenuItem key={kind} onChoose={() => props.onMute(kind)}>
          {t(`action.mutes.${kind}`, names[kind])}
        </MenuItem>
      ))}
    </>
  );
}
