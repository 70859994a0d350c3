import type { RankedPost } from '../breakouts/output/ranked-post.ts';
import type { ListRow } from '../state/list-rows.ts';
import type { MarkCommand, MuteKind, MuteTarget } from '../state/mark-commands.ts';
import type { Snooze } from '../state/marks.ts';
import { DAY_MS } from '../time/units.ts';
import { accountLabel } from './row-messages.ts';
import type { Translate } from './translate.ts';

/** The durations of a snooze, as menus list them. */
export const SNOOZE_LENGTHS = ['day', 'week', 'doubles'] as const;
export type SnoozeLength = (typeof SNOOZE_LENGTHS)[number];

/** The targets of a mute, as menus list them. */
export const MUTE_KINDS: readonly MuteKind[] = ['post', 'account', 'creator'];

/** A row of the popup, or one post of the full view. */
type MarkedRow = Pick<ListRow, 'post' | 'rise'>;

/** A row by what mutes name: its post, account or creator. */
interface MutedRow {
  readonly post: Pick<
    RankedPost,
    'id' | 'accountName' | 'accountKey' | 'creatorName' | 'caption' | 'platform'
  >;
  readonly rise: ListRow['rise'];
}

/** A command for the worker, and the message when it is done. */
interface RowMark {
  readonly command: MarkCommand;
  readonly done: string;
}

/** Makes the command that snoozes the posts of a row. */
export function snoozeRow(
  row: MarkedRow,
  postIds: readonly string[],
  length: SnoozeLength,
  context: { readonly t: Translate; readonly windowDays: number; readonly now: number },
): RowMark {
  const { t } = context;
  return {
    command: { type: 'snooze', postIds, snooze: snoozeFor(rowMultiple(row), length, context) },
    done: t(`toast.snoozed.${length}`, accountLabel(row.post.accountName, t)),
  };
}

/** Makes the command that mutes a row in a way; `null` where the row has no such target. */
export function muteRow(row: MarkedRow, kind: MuteKind, t: Translate): RowMark | null {
  const target = muteTarget(row, kind);
  if (target === null) return null;
  const { accountName, creatorName } = row.post;
  const name = kind === 'creator' ? (creatorName ?? '') : accountLabel(accountName, t);
  return { command: { type: 'mute', target }, done: t(`toast.muted.${kind}`, name) };
}

/**
 * Returns the target of muting a row in a way; `null` where the API does not name its account or
 * creator.
 */
export function muteTarget({ post, rise }: MutedRow, kind: MuteKind): MuteTarget | null {
  const { id: postId, accountName, accountKey, creatorName, caption, platform } = post;
  if (kind === 'post') return rise === null ? { kind, postId, accountName, caption } : null;
  if (kind === 'account')
    return accountKey === null ? null : { kind, accountKey, accountName, platform };
  return creatorName === null ? null : { kind, creatorName };
}

/**
 * Returns the end of a snooze.
 *
 * @param multiple today's; where there is none, "doubled" means twice the usual
 * @param context.now ms since epoch
 */
export function snoozeFor(
  multiple: number | null,
  length: SnoozeLength,
  { windowDays, now }: { readonly windowDays: number; readonly now: number },
): Snooze {
  if (length === 'doubles') return { untilMultiple: 2 * (multiple ?? 1), windowDays };
  return { until: now + (length === 'day' ? 1 : 7) * DAY_MS };
}

function rowMultiple({ post, rise }: MarkedRow): number | null {
  return rise?.multiple ?? post.multiple;
}
