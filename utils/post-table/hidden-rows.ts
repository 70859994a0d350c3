import { type HiddenBy, hiddenBy } from '../state/hidden-posts.ts';
import type { Marks } from '../state/marks.ts';
import type { PostColumns } from './post-columns.ts';

/** Returns the rows that marks hide from lists at `now` (ms since epoch), with the reason. */
export function hiddenRows(
  { ids, accounts, accountOf }: PostColumns,
  marks: Marks,
  now: number,
): Map<number, HiddenBy> {
  const hidden = new Map<number, HiddenBy>();
  const marked = new Set(
    Object.entries(marks.posts).flatMap(([id, { snoozed, muted }]) =>
      snoozed === undefined && muted === undefined ? [] : [id],
    ),
  );
  // What hides an account hides all its posts: one look for all of them.
  const ofAccount = accounts.map((account) => hiddenBy({ ...account, id: '' }, marks, now));
  if (marked.size === 0 && ofAccount.every((reason) => reason === null)) return hidden;
  for (let row = 0; row < ids.length; row++) {
    const account = accountOf[row] as number;
    const id = ids[row] as string;
    const { accountKey = null, creatorName = null } = accounts[account] ?? {};
    const reason = marked.has(id)
      ? hiddenBy({ id, accountKey, creatorName }, marks, now)
      : (ofAccount[account] ?? null);
    if (reason !== null) hidden.set(row, reason);
  }
  return hidden;
}
