import * as z from 'zod/mini';
import { problemSchema } from '../creator-audit/problem/problem.ts';
import { FORMER_OUTCOMES, withFormerNames } from './former-names.ts';

/** The progress of the sync under way. */
const progressSchema = z.readonly(
  z.object({
    /** Tracked accounts read so far; they come before the first page of posts. */
    accounts: z.catch(z.number(), 0),
    /** Pages of posts stored so far, over all lists. */
    pages: z.number(),
    /** Pages in all, estimated from the API's `total_count`; `null` while unknown. */
    pagesExpected: z.nullable(z.number()),
    posts: z.number(),
  }),
);

/** The reasons for a pause. */
export const PAUSE_REASONS = [
  /** The API requested the pause (`Retry-After`). */
  'retry-after',
  /** Our share of the key's rate limit is used up until the period ends. */
  'rate-budget',
  /** Our own back-off after a failure. */
  'back-off',
] as const;

const pauseSchema = z.readonly(
  z.object({
    /** ms since epoch. */
    until: z.number(),
    reason: withFormerNames(FORMER_OUTCOMES, z.enum(PAUSE_REASONS)),
  }),
);

/**
 * The state of syncing. Written by the worker alone; read by every screen. Times are ms since
 * epoch.
 */
export const syncStatusSchema = z.looseObject({
  /** Present while a sync is under way or paused half-way. */
  progress: z.catch(z.nullable(progressSchema), null),
  /** The problem that ended the last attempt; `null` after a success. */
  problem: z.catch(z.nullable(problemSchema), null),
  pause: z.catch(z.nullable(pauseSchema), null),
  lastAttemptAt: z.catch(z.nullable(z.number()), null),
  lastSuccessAt: z.catch(z.nullable(z.number()), null),
  failuresInARow: z.catch(z.number().check(z.minimum(0)), 0),
});

export type SyncStatus = z.infer<typeof syncStatusSchema>;
export type SyncProgress = z.infer<typeof progressSchema>;
export type Pause = z.infer<typeof pauseSchema>;
