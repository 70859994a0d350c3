import * as z from 'zod/mini';
import { isBreakout } from './is-breakout.ts';
import type { Judgement } from './judge-posts.ts';

/** A breakout leaves once its multiple is below this part of what it takes to become one: in at 5, out below 4. */
export const LEAVES_BELOW = 0.8;

/** An ended breakout that nobody looks at is forgotten after this time, ms. */
const ENDED_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** What is remembered of a post that was flagged as a breakout. Times are ms since epoch. */
export const flaggedPostSchema = z.readonly(
  z.object({
    id: z.string(),
    kind: z.enum(['new-hit', 'waking-up']),
    firstFlaggedAt: z.number(),
    /** `null` while it is a breakout. */
    endedAt: z.nullable(z.number()),
  }),
);

export type FlaggedPost = z.infer<typeof flaggedPostSchema>;

/**
 * The judgements with hysteresis: a post that is flagged stays a breakout until its multiple falls below {@link LEAVES_BELOW} of the bar, so that
 * one that wobbles round the bar does not come and go (the entry cost of Kleinberg's bursts, KDD 2002). One that only runs on without
 * speeding up, or can no longer be judged, does not stay.
 *
 * @param bar the multiple that makes a breakout
 */
export function withHysteresis(
  judgements: readonly Judgement[],
  flagged: readonly FlaggedPost[],
  bar: number,
): readonly Judgement[] {
  const kinds = new Map(flagged.filter(({ endedAt }) => endedAt === null).map(({ id, kind }) => [id, kind]));
  if (kinds.size === 0) return judgements;
  return judgements.map((judgement) => {
    const kind = kinds.get(judgement.id);
    const stays = judgement.state === 'ordinary' && (judgement.multiple ?? 0) >= LEAVES_BELOW * bar;
    return kind !== undefined && stays ? { ...judgement, state: kind } : judgement;
  });
}

/**
 * What is remembered after another ranking: breakouts that go on keep the time when they were first flagged, those that are none any more get the
 * time when they ended.
 *
 * @param judgements with hysteresis
 * @param seen when each post was last looked at: an ended breakout that was looked at since is forgotten
 */
export function nextFlagged(
  flagged: readonly FlaggedPost[],
  judgements: readonly Judgement[],
  seen: Readonly<Record<string, number>>,
  now: number,
): FlaggedPost[] {
  const known = new Map(flagged.map((post) => [post.id, post]));
  const current = judgements.filter(isBreakout).map(({ id, state }): FlaggedPost => {
    const before = known.get(id);
    const firstFlaggedAt = before?.endedAt === null ? before.firstFlaggedAt : now;
    return { id, kind: state === 'waking-up' ? 'waking-up' : 'new-hit', firstFlaggedAt, endedAt: null };
  });
  const currentIds = new Set(current.map(({ id }) => id));
  const ended = flagged
    .filter(({ id }) => !currentIds.has(id))
    .map((post) => ({ ...post, endedAt: post.endedAt ?? now }))
    .filter(({ id, endedAt }) => (seen[id] ?? 0) < endedAt && now - endedAt < ENDED_KEPT_MS);
  return [...current, ...ended];
}
