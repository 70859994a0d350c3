import { formatCount } from '../../../utils/format/count.ts';
import type { Translate } from '../../../utils/messages/translate.ts';
import type { MarkCommand } from '../../../utils/state/mark-commands.ts';
import type { ShownPost } from '../../../utils/state/shown-post.ts';
import { DAY_MS } from '../../../utils/time/units.ts';

/** The marks that several posts can get at once. */
const SELECTION_MARKS = ['seen', 'new', 'snoozeDay', 'snoozeWeek', 'mute'] as const;
export type SelectionMark = (typeof SELECTION_MARKS)[number];

/** A command for the worker, and the message when it is done. */
interface MarkOfPosts {
  readonly command: MarkCommand;
  readonly done: string;
}

/**
 * Makes the command that marks posts, which is one action to take back.
 *
 * @param now ms since epoch
 */
export function markOfPosts(
  posts: readonly Pick<ShownPost, 'id' | 'accountName' | 'caption'>[],
  mark: SelectionMark,
  { t, locale, now }: { readonly t: Translate; readonly locale: string; readonly now: number },
): MarkOfPosts {
  const postIds = posts.map(({ id }) => id);
  const count = formatCount(posts.length, locale);
  const snoozed = (days: number): MarkCommand => ({
    type: 'snooze',
    postIds,
    snooze: { until: now + days * DAY_MS },
  });
  switch (mark) {
    case 'seen':
      return {
        command: { type: 'mark-seen', postIds, isUndoable: true },
        done: t.plural('toast.allSeen', posts.length, count),
      };
    case 'new':
      return {
        command: { type: 'mark-new', postIds },
        done: t.plural('fullView.newAgain', posts.length, count),
      };
    case 'snoozeDay':
      return { command: snoozed(1), done: t.plural('fullView.snoozedDay', posts.length, count) };
    case 'snoozeWeek':
      return { command: snoozed(7), done: t.plural('fullView.snoozedWeek', posts.length, count) };
    case 'mute':
      return {
        command: {
          type: 'mute-posts',
          posts: posts.map(({ id, accountName, caption }) => ({
            postId: id,
            accountName,
            caption,
          })),
        },
        done: t.plural('fullView.muted', posts.length, count),
      };
  }
}
