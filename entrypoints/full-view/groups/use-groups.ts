import { useMemo } from 'preact/hooks';
import { countGroups } from '../../../utils/post-table/group-counts.ts';
import type { PostColumns } from '../../../utils/post-table/post-columns.ts';
import { hiddenBy } from '../../../utils/state/hidden-posts.ts';
import type { Marks } from '../../../utils/state/marks.ts';

/**
 * Counts the posts and breakouts of each group, without those that marks hide; `null` before the
 * first update.
 *
 * @param now ms since epoch
 */
export function useGroups(columns: PostColumns | null, marks: Marks, now: number) {
  // Looking at rows changes marks every second; what is counted changes only with those that hide.
  const hiding = useMemo(() => hidingMarks(marks), [marks]);
  return useMemo(() => {
    if (columns === null) return null;
    const isHidden = (row: number) => {
      const account = columns.accounts[columns.accountOf[row] as number];
      const { accountKey = null, creatorName = null } = account ?? {};
      return (
        hiddenBy({ id: columns.ids[row] as string, accountKey, creatorName }, marks, now) !== null
      );
    };
    return countGroups(columns, hiding === '' ? null : isHidden);
  }, [columns, hiding]);
}

/** Names the marks that hide posts; empty where none does. */
function hidingMarks({ posts, accounts, creators }: Marks): string {
  const hidden = Object.entries(posts).filter(
    ([, { snoozed, muted }]) => snoozed !== undefined || muted !== undefined,
  );
  const names = [...Object.keys(accounts), ...Object.keys(creators)];
  return hidden.length + names.length === 0 ? '' : JSON.stringify([hidden, names]);
}
