import { formatCount } from '../../../utils/format/count.ts';
import { muteTarget, type SnoozeLength, snoozeFor } from '../../../utils/messages/row-marks.ts';
import type { Translate } from '../../../utils/messages/translate.ts';
import type { MarkCommand, MuteKind, MuteTarget } from '../../../utils/state/mark-commands.ts';
import type { ShownPost } from '../../../utils/state/shown-post.ts';

/** A command for the worker, which is one action to take back, and the message when it is done. */
interface MarkOfPosts {
  readonly command: MarkCommand;
  readonly done: string;
}

interface Words {
  readonly t: Translate;
  readonly locale: string;
}

/** Makes the command that marks posts as seen, or as new again. */
export function markSelection(
  posts: readonly Pick<ShownPost, 'id'>[],
  mark: 'seen' | 'new',
  { t, locale }: Words,
): MarkOfPosts {
  const postIds = posts.map(({ id }) => id);
  const count = formatCount(posts.length, locale);
  return mark === 'seen'
    ? {
        command: { type: 'mark-seen', postIds, isUndoable: true },
        done: t.plural('toast.allSeen', posts.length, count),
      }
    : {
        command: { type: 'mark-new', postIds },
        done: t.plural('fullView.newAgain', posts.length, count),
      };
}

/**
 * Makes the command that snoozes posts, each until its own multiple has doubled or all for the same
 * time.
 *
 * @param context.now ms since epoch
 */
export function snoozeSelection(
  posts: readonly Pick<ShownPost, 'id' | 'multiple'>[],
  length: SnoozeLength,
  context: Words & { readonly windowDays: number; readonly now: number },
): MarkOfPosts {
  const snoozes = posts.map((post) => [post.id, snoozeFor(post.multiple, length, context)]);
  const { t, locale } = context;
  return {
    command: { type: 'snooze-many', snoozes: Object.fromEntries(snoozes) },
    done: t.plural(`fullView.snoozed.${length}`, posts.length, formatCount(posts.length, locale)),
  };
}

/**
 * Makes the command that mutes posts, their accounts or their creators; `null` where the API names
 * none of these.
 */
export function muteSelection(
  posts: readonly ShownPost[],
  kind: MuteKind,
  { t, locale }: Words,
): MarkOfPosts | null {
  const targets = new Map<string, MuteTarget>();
  for (const post of posts) {
    const target = muteTarget({ post, rise: null }, kind);
    if (target !== null) targets.set(keyOf(target), target);
  }
  if (targets.size === 0) return null;
  return {
    command: { type: 'mute-many', targets: [...targets.values()] },
    done: t.plural(`fullView.muted.${kind}`, targets.size, formatCount(targets.size, locale)),
  };
}

function keyOf(target: MuteTarget): string {
  switch (target.kind) {
    case 'post':
      return target.postId;
    case 'account':
      return target.accountKey;
    case 'creator':
      return target.creatorName;
  }
}
