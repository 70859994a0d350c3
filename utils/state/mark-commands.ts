import * as z from 'zod/mini';
import { snoozeSchema } from './marks.ts';

const postIds = z.readonly(z.array(z.string()));

/** A post, an account or a creator, with its label in the list of muted ones. */
const muteTargetSchema = z.union([
  z.object({
    kind: z.literal('post'),
    postId: z.string(),
    accountName: z.nullable(z.string()),
    caption: z.nullable(z.string()),
  }),
  z.object({
    kind: z.literal('account'),
    accountKey: z.string(),
    accountName: z.nullable(z.string()),
    platform: z.nullable(z.string()),
  }),
  z.object({ kind: z.literal('creator'), creatorName: z.string() }),
]);

/**
 * The commands that change marks. All may be sent twice. Each can be undone, except marks that come
 * from looking at a row (`isUndoable: false`).
 */
export const MARK_COMMANDS = [
  z.object({ type: z.literal('mark-seen'), postIds, isUndoable: z.boolean() }),
  z.object({ type: z.literal('mark-new'), postIds }),
  z.object({ type: z.literal('snooze'), postIds, snooze: snoozeSchema }),
  /** Snoozes several posts, each until its own end, by post id, as one action to take back. */
  z.object({
    type: z.literal('snooze-many'),
    snoozes: z.readonly(z.record(z.string(), snoozeSchema)),
  }),
  z.object({ type: z.literal('mute'), target: muteTargetSchema }),
  /** Mutes several posts, accounts or creators, as one action to take back. */
  z.object({ type: z.literal('mute-many'), targets: z.readonly(z.array(muteTargetSchema)) }),
  /** Ends a mute; of a post a snooze as well. */
  z.object({ type: z.literal('unmute'), target: muteTargetSchema }),
  /** Takes back the action with this id in `marks.undo`. */
  z.object({ type: z.literal('undo'), id: z.string() }),
] as const;

const markCommandSchema = z.union(MARK_COMMANDS);

export type MuteTarget = z.infer<typeof muteTargetSchema>;
export type MuteKind = MuteTarget['kind'];
export type MarkCommand = z.infer<typeof markCommandSchema>;
