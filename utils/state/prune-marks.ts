import { isUndoable } from './apply-mark-command.ts';
import { isSnoozed } from './hidden-posts.ts';
import type { Marks, PostMark } from './marks.ts';

/** The multiple of a post in the newest ranking of a window (days); `null`: unknown. */
export type MultipleOf = (postId: string, windowDays: number) => number | null;

/**
 * Removes marks that a ranking has made useless. A post stays seen only while it is flagged, so
 * that it is new when it breaks out again; ended snoozes and actions that can no longer be undone
 * are removed.
 *
 * @param flaggedIds posts that are breakouts, or were until recently
 * @param now ms since epoch
 */
export function pruneMarks(
  marks: Marks,
  flaggedIds: ReadonlySet<string>,
  multipleOf: MultipleOf,
  now: number,
): Marks {
  const posts = Object.entries(marks.posts).flatMap(
    ([id, { seenAt, snoozed, muted }]): [string, PostMark][] => {
      const isEnded =
        !isSnoozed(snoozed, now) ||
        (snoozed !== undefined &&
          'untilMultiple' in snoozed &&
          (multipleOf(id, snoozed.windowDays) ?? 0) >= snoozed.untilMultiple);
      const kept: PostMark = {
        ...(seenAt !== undefined && flaggedIds.has(id) ? { seenAt } : {}),
        ...(snoozed !== undefined && !isEnded ? { snoozed } : {}),
        ...(muted === undefined ? {} : { muted }),
      };
      return Object.keys(kept).length > 0 ? [[id, kept]] : [];
    },
  );
  return {
    ...marks,
    posts: Object.fromEntries(posts),
    undo: marks.undo.filter((entry) => isUndoable(entry, now)),
  };
}

/**
 * The end of the next snooze that ends at a time, ms since epoch; `null`: there is none after
 * `now`.
 */
export function nextSnoozeEnd({ posts }: Marks, now: number): number | null {
  const ends = Object.values(posts).flatMap(({ snoozed }) =>
    snoozed !== undefined && 'until' in snoozed && snoozed.until > now ? [snoozed.until] : [],
  );
  return ends.length === 0 ? null : Math.min(...ends);
}
