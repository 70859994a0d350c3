import chevron from 'virtual:lucide/chevron-down';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { Icon } from '../../../components/Icon.tsx';
import { accountLabel } from '../../../utils/messages/row-messages.ts';
import type { ListRow } from '../../../utils/state/list-rows.ts';

/** The button that unfolds a row, for the pointer: the keys do the same. */
export function RowChevron(props: {
  readonly row: ListRow;
  readonly isUnfolded: boolean;
  readonly onPress: () => void;
}) {
  const { t } = useI18n();
  const { row, isUnfolded } = props;
  return (
    <button
      class="icon-button chevron"
      type="button"
      tabIndex={-1}
      aria-label={t(
        isUnfolded ? 'action.fold' : 'action.unfold',
        accountLabel(row.post.accountName, t),
      )}
      aria-expanded={isUnfolded}
      onClick={props.onPress}
    >
      <Icon nodes={chevron} />
    </button>
  );
}
