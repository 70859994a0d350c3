import * as z from 'zod/mini';
import type { Classification } from '../rule/classify-posts.ts';
import { isBreakout } from '../rule/is-breakout.ts';

/** An ended breakout that nobody looks at is forgotten after this time, ms. */
const ENDED_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Version 0.1 stored `waking-up` for what is now called `resurging`. */
const kindSchema = z.pipe(
  z.enum(['new-hit', 'resurging', 'waking-up']),
  z.transform((kind) => (kind === 'waking-up' ? 'resurging' : kind)),
);

/** What is remembered of a post that was flagged as a breakout. Times are ms since epoch. */
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
 * The ids of those that are breakouts as far as is remembered: they stay so a little longer than
 * others take to become one.
 */
export function flaggedIds(flagged: readonly FlaggedPost[]): ReadonlySet<string> {
  return new Set(flagged.filter(({ endedAt }) => endedAt === null).map(({ id }) => id));
}

/**
 * What is remembered after another ranking: breakouts that go on keep the time when they were first
 * flagged, those that are none any more get the time when they ended.
 *
 * @param judgements made with {@link flaggedIds}
 * @param seen when each post was last looked at: an ended breakout that was looked at since is
 *   forgotten
 */
export function nextFlagged(
  flagged: readonly FlaggedPost[],
  judgements: readonly Classification[],
  seen: Readonly<Record<string, number>>,
  now: number,
): FlaggedPost[] {
  const known = new Map(flagged.map((post) => [post.id, post]));
  const current = judgements.filter(isBreakout).map(({ id, state }): FlaggedPost => {
    const before = known.get(id);
    const firstFlaggedAt = before?.endedAt === null ? before.firstFlaggedAt : now;
    return { id, kind: state === 'resurging' ? 'resurging' : 'new-hit', firstFlaggedAt, endedAt: null };
  });
  const currentIds = new Set(current.map(({ id }) => id));
  const ended = flagged
    .filter(({ id }) => !currentIds.has(id))
    .map((post) => ({ ...post, endedAt: post.endedAt ?? now }))
    .filter(({ id, endedAt }) => (seen[id] ?? 0) < endedAt && now - endedAt < ENDED_KEPT_MS);
  return [...current, ...ended];
}
