import { useMemo, useRef } from 'preact/hooks';
import { isUnseen } from '../../utils/state/breakout-counts.ts';
import type { FirstRanking } from '../../utils/state/first-ranking.ts';
import type { Marks } from '../../utils/state/marks.ts';

/** The marks of new breakouts as a page shows them. */
export interface NewMarks {
  /** Returns true if one of the posts is marked. */
  isNew(postIds: readonly string[]): boolean;
  /** Removes the mark immediately, at the user's request. */
  dismiss(postIds: readonly string[]): void;
}

/**
 * Keeps the mark of a breakout that was new when the page opened until it closes, although it
 * counts as seen after a second on screen.
 *
 * @param visit another value starts again: only what is unseen now has a mark
 */
export function useNewMarks(first: FirstRanking | null, marks: Marks, visit = 0): NewMarks {
  const kept = useRef(new Set<string>());
  /** Posts whose mark was taken off; true once they were stored as seen since. */
  const dismissed = useRef(new Map<string, boolean>());
  const latestVisit = useRef(visit);
  useMemo(() => {
    if (latestVisit.current !== visit) {
      latestVisit.current = visit;
      kept.current.clear();
      dismissed.current.clear();
    }
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
  }, [first, marks, visit]);
  return {
    isNew: (postIds) => postIds.some((id) => kept.current.has(id) && !dismissed.current.has(id)),
    dismiss(postIds) {
      for (const id of postIds) dismissed.current.set(id, false);
    },
  };
}
