import { useMemo, useRef } from 'preact/hooks';
import { isUnseen } from '../../utils/state/breakout-counts.ts';
import type { ListRow } from '../../utils/state/list-rows.ts';
import { idsOf } from './ids-of.ts';
import type { PopupData } from './popup-state.ts';

/** The marks of new breakouts as the popup shows them. */
export interface NewMarks {
  isNew(row: ListRow): boolean;
  /** Removes the mark immediately, at the user's request. */
  dismiss(postIds: readonly string[]): void;
}

/**
 * Keeps the mark of a breakout that was new when the popup opened until it closes, although it
 * counts as seen after a second on screen.
 */
export function useNewMarks({ first, page }: PopupData): NewMarks {
  const kept = useRef(new Set<string>());
  /** Posts whose mark was taken off; true once they were stored as seen since. */
  const dismissed = useRef(new Map<string, boolean>());
  const { marks } = page;
  useMemo(() => {
    for (const post of first?.breakouts ?? []) {
      const { id } = post;
      if (!isUnseen(post, marks)) {
        if (dismissed.current.has(id)) dismissed.current.set(id, true);
        continue;
      }
      kept.current.add(id);
      // It was seen, and is new again.
      if (dismissed.current.get(id)) dismissed.current.delete(id);
    }
  }, [first, marks]);
  return {
    isNew: (row) => idsOf(row).some((id) => kept.current.has(id) && !dismissed.current.has(id)),
    dismiss(postIds) {
      for (const id of postIds) dismissed.current.set(id, false);
    },
  };
}
