import type { Translate } from '../../../utils/messages/translate.ts';
import type { FullViewList } from '../../../utils/state/full-view-state.ts';

/** The name of a list of the full view. */
export function listNameOf(list: FullViewList, t: Translate): string {
  if (list === 'all') return t('fullView.all');
  if (list === 'notCompared') return t('popup.notCompared');
  if (list === 'new') return t('row.newToYou');
  return t(`list.${list}`);
}
