import * as z from 'zod/mini';
import { problemSchema } from '../creator-audit/problem/problem.ts';

/** How far the sync under way has come. */
const progressSchema = z.readonly(
  z.object({
    /** Pages of posts stored so far, over all lists. */
    pages: z.number(),
    /** Pages there will be, from the API's `total_count`; `null` until it is known. */
    pagesExpected: z.nullable(z.number()),
    posts: z.number(),
  }),
);

/** Why no request is made for now. */
export const PAUSE_REASONS = [
  /** The API asked for it (`Retry-After`). */
  'asked-to-wait',
  /** Our share of the key's rate limit is used up until the period ends. */
  'rate-share',
  /** Our own back-off after a failure. */
  'back-off',
] as const;

const pauseSchema = z.readonly(
  z.object({
    /** ms since epoch. */
    until: z.number(),
    reason: z.enum(PAUSE_REASONS),
  }),
);

/** How the syncs are going. Written by the worker alone; read by every screen. Times are ms since epoch. */
export const syncStatusSchema = z.looseObject({
  /** Present while a sync is under way or paused half-way. */
  progress: z.catch(z.nullable(progressSchema), null),
  /** Why the last attempt stopped short; `null` after a success. */
  problem: z.catch(z.nullable(problemSchema), null),
  pause: z.catch(z.nullable(pauseSchema), null),
  lastAttemptAt: z.catch(z.nullable(z.number()), null),
  lastSuccessAt: z.catch(z.nullable(z.number()), null),
  failuresInARow: z.catch(z.number().check(z.minimum(0)), 0),
});

export type SyncStatus = z.infer<typeof syncStatusSchema>;
export type SyncProgress = z.infer<typeof progressSchema>;
export type Pause = z.infer<typeof pauseSchema>;
