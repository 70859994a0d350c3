import { useRef } from 'preact/hooks';
import { isUnseen } from '../../utils/state/breakout-counts.ts';
import type { ListRow } from '../../utils/state/list-rows.ts';
import { idsOf } from './ids-of.ts';
import type { PopupData } from './popup-state.ts';

/** The marks of new breakouts as the popup shows them. */
export interface NewMarks {
  isNew(row: ListRow): boolean;
  /** Takes the mark off at once, at the user's word. */
  dismiss(postIds: readonly string[]): void;
}

/**
 * Keeps the mark of a breakout that was new when the popup opened until it closes, although it
 * counts as seen after a second on screen.
 */
export function useNewMarks({ first, page }: PopupData): NewMarks {
  const kept = useRef(new Set<string>());
  const dismissed = useRef(new Set<string>());
  const unseen = new Set<string>();
  for (const post of first?.breakouts ?? []) {
    if (!isUnseen(post, page.marks)) continue;
    unseen.add(post.id);
    kept.current.add(post.id);
    dismissed.current.delete(post.id);
  }
  return {
    isNew: (row) =>
      idsOf(row).some(
        (id) => unseen.has(id) || (kept.current.has(id) && !dismissed.current.has(id)),
      ),
    dismiss(postIds) {
      for (const id of postIds) dismissed.current.add(id);
    },
  };
}
