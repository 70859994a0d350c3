import * as z from 'zod/mini';
import { NO_MARKS } from './initial-state.ts';

const time = z.number();
const text = z.nullable(z.string());

/**
 * The end of a snooze: a time (ms since epoch), or a multiple of the usual that the post must reach
 * in a window.
 */
export const snoozeSchema = z.readonly(
  z.union([
    z.object({ until: time }),
    z.object({ untilMultiple: z.number(), windowDays: z.number() }),
  ]),
);

/** The few words by which a page names a muted post after it has left every list. */
const muteLabelSchema = { accountName: text, caption: text };

const postMarkSchema = z.readonly(
  z.object({
    seenAt: z.optional(time),
    snoozed: z.optional(snoozeSchema),
    muted: z.optional(z.readonly(z.object({ at: time, ...muteLabelSchema }))),
  }),
);

const mutedAccountSchema = z.readonly(z.object({ at: time, accountName: text, platform: text }));
const mutedCreatorSchema = z.readonly(z.object({ at: time }));

/** The marks of everything that an action changed, as they were before; `null`: there was none. */
const undoEntrySchema = z.readonly(
  z.object({
    id: z.string(),
    at: time,
    action: z.enum(['mark-seen', 'mark-new', 'snooze', 'mute', 'unmute']),
    posts: z.readonly(z.record(z.string(), z.nullable(postMarkSchema))),
    accounts: z.readonly(z.record(z.string(), z.nullable(mutedAccountSchema))),
    creators: z.readonly(z.record(z.string(), z.nullable(mutedCreatorSchema))),
  }),
);

/** The user's marks of posts, accounts and creators, by id, account key and name. */
export const marksSchema = z.readonly(
  z.object({
    posts: z.readonly(z.record(z.string(), postMarkSchema)),
    accounts: z.readonly(z.record(z.string(), mutedAccountSchema)),
    creators: z.readonly(z.record(z.string(), mutedCreatorSchema)),
    /** Actions that can be taken back, the latest last. */
    undo: z.readonly(z.array(undoEntrySchema)),
  }),
);

const seenSchema = z.record(z.string(), z.catch(time, 0));

/**
 * Makes marks out of what version 0.1.0 stored: the time when each post was last seen, by post id.
 */
export function marksOfSeen(seen: unknown): Marks {
  const posts = Object.entries(seenSchema.parse(seen)).map(([id, seenAt]) => [id, { seenAt }]);
  return { ...NO_MARKS, posts: Object.fromEntries(posts) };
}

export type Snooze = z.infer<typeof snoozeSchema>;
export type PostMark = z.infer<typeof postMarkSchema>;
export type MutedAccount = z.infer<typeof mutedAccountSchema>;
export type UndoEntry = z.infer<typeof undoEntrySchema>;
export type Marks = z.infer<typeof marksSchema>;
