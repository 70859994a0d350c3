import * as z from 'zod/mini';
import { DAY_MS } from '../../time/units.ts';
import type { Classification } from '../rule/classify-posts.ts';
import { isBreakout } from '../rule/is-breakout.ts';

/** The time after which an ended breakout is forgotten although it was not seen, ms. */
const MAX_ENDED_AGE_MS = 7 * DAY_MS;

/** Version 0.1 stored `waking-up` for what is now called `resurging`. */
const kindSchema = z.pipe(
  z.enum(['new-hit', 'resurging', 'waking-up']),
  z.transform((kind) => (kind === 'waking-up' ? 'resurging' : kind)),
);

/** The memory of a post that was flagged as a breakout. Times are ms since epoch. */
export const flaggedPostSchema = z.readonly(
  z.object({
    id: z.string(),
    kind: kindSchema,
    firstFlaggedAt: z.number(),
    /** `null` while it is a breakout. */
    endedAt: z.nullable(z.number()),
  }),
);

export type FlaggedPost = z.infer<typeof flaggedPostSchema>;

/**
 * Returns the ids of the current breakouts: they stay breakouts a little longer than others take to
 * become one.
 */
export function flaggedIds(flagged: readonly FlaggedPost[]): ReadonlySet<string> {
  return new Set(flagged.filter(({ endedAt }) => endedAt === null).map(({ id }) => id));
}

/**
 * Returns the ids of the posts that were breakouts before a ranking, by the memory after it: those
 * that it did not flag itself, and those that ended with it. Ranking again with them gives the same
 * result.
 *
 * @param rankedAt the time that the ranking noted, ms since epoch
 */
export function flaggedIdsBefore(
  flagged: readonly FlaggedPost[],
  rankedAt: number,
): ReadonlySet<string> {
  return new Set(
    flagged
      .filter(
        ({ firstFlaggedAt, endedAt }) =>
          firstFlaggedAt < rankedAt && (endedAt === null || endedAt === rankedAt),
      )
      .map(({ id }) => id),
  );
}

/**
 * Returns the memory after another ranking: current breakouts keep the time when they were first
 * flagged, former ones get the time when they ended.
 *
 * @param classifications made with {@link flaggedIds}
 * @param seen when each post was last seen: an ended breakout that was seen since is forgotten
 */
export function nextFlagged(
  flagged: readonly FlaggedPost[],
  classifications: readonly Classification[],
  seen: Readonly<Record<string, number>>,
  now: number,
): FlaggedPost[] {
  const known = new Map(flagged.map((post) => [post.id, post]));
  const current = classifications.filter(isBreakout).map(({ id, state }): FlaggedPost => {
    const before = known.get(id);
    const firstFlaggedAt = before?.endedAt === null ? before.firstFlaggedAt : now;
    return {
      id,
      kind: state === 'resurging' ? 'resurging' : 'new-hit',
      firstFlaggedAt,
      endedAt: null,
    };
  });
  const currentIds = new Set(current.map(({ id }) => id));
  const ended = flagged
    .filter(({ id }) => !currentIds.has(id))
    .map((post) => ({ ...post, endedAt: post.endedAt ?? now }))
    .filter(({ id, endedAt }) => (seen[id] ?? 0) < endedAt && now - endedAt < MAX_ENDED_AGE_MS);
  return [...current, ...ended];
}
