import * as z from 'zod/mini';
import { platformCorrectionSchema } from '../breakouts/rule/platform-corrections.ts';

const count = z.number().check(z.minimum(0));
const time = z.number();

/** The counts of one window. An account rise counts as one breakout. */
const windowSummarySchema = z.readonly(
  z.object({
    days: z.number(),
    breakouts: count,
    stillStrong: count,
    /** Posts that could be compared with their usual, and all posts. */
    compared: count,
    total: count,
  }),
);

/**
 * The head of the last publication. Its rankings are in the database `published` under its
 * generation. Times are ms since epoch.
 */
export const publicationHeadSchema = z.readonly(
  z.object({
    /** Grows by one with every publication. */
    generation: z.number(),
    /**
     * The state of the post library that was ranked: the last run that changed it
     * (`library-manifest.ts`).
     */
    run: z.string(),
    /**
     * True for the first posts of a first sync that is still under way. They are not in the library
     * yet, and nothing is flagged by them.
     */
    isPartial: z.optional(z.boolean()),
    /** The end of the last sync that found this to be current. */
    completedAt: time,
    rankedAt: time,
    /**
     * The first ranking by this look-back window and sensitivity: its flagged posts may have broken
     * out before.
     */
    lookingSince: time,
    /** The look-back window that the user chose, in days: what the badge counts. */
    lookbackDays: z.number(),
    windows: z.readonly(z.array(windowSummarySchema)),
    platforms: z.readonly(z.array(z.string())),
    /** Platforms that took views back from most posts lately. */
    corrections: z.readonly(z.array(platformCorrectionSchema)),
    /** Posts and accounts in the library. */
    posts: count,
    accounts: count,
    /** The latest refresh of any post by CreatorAudit. */
    newestRefreshAt: z.nullable(time),
    /** The time by which the API's clock was ahead of the user's, ms; 0: they agreed. */
    clockOffsetMs: z.catch(z.number(), 0),
    /** Rows of the API without an id, which cannot be used. */
    rowsWithoutId: count,
    /** Posts that are listed but unknown to the API's deltas (`meta.not_found`). */
    withoutDeltas: count,
  }),
);

/** The head that version 0.1.0 stored, as far as the present one needs it. */
const formerHeadSchema = z.object({
  generation: z.number(),
  run: z.string(),
  completedAt: time,
  rankedAt: z.catch(time, 0),
  lookbackDays: z.number(),
  platforms: z.readonly(z.array(z.string())),
  posts: count,
  accounts: count,
  newestRefreshAt: z.nullable(time),
  rowsWithoutId: count,
  withoutDeltas: count,
});

/**
 * Makes a head of version 2 out of one of version 1. Its windows are empty until the worker has
 * ranked the library again.
 */
export function migratePublication(former: unknown): PublicationHead | null {
  if (former === null) return null;
  const head = formerHeadSchema.parse(former);
  return {
    ...head,
    lookingSince: head.rankedAt || head.completedAt,
    clockOffsetMs: 0,
    windows: [],
    corrections: [],
  };
}

export type WindowSummary = z.infer<typeof windowSummarySchema>;
export type PublicationHead = z.infer<typeof publicationHeadSchema>;
