import type { Marks, Snooze } from './marks.ts';

/** The facts of a post that decide if marks hide it. */
export interface MarkedPost {
  readonly id: string;
  readonly accountKey: string | null;
  readonly creatorName: string | null;
}

/** The reason why a post is hidden, the most particular first. */
export type HiddenBy = 'snoozed' | 'muted-post' | 'muted-account' | 'muted-creator';

/**
 * Returns true if a snooze holds at `now` (ms since epoch). A snooze until a multiple ends when a
 * ranking has it (`prune-marks.ts`).
 */
export function isSnoozed(snooze: Snooze | undefined, now: number): boolean {
  return snooze !== undefined && (!('until' in snooze) || now < snooze.until);
}

/**
 * The mark that hides a post from lists, counts and the badge at `now` (ms since epoch); `null`:
 * none.
 */
export function hiddenBy(
  { id, accountKey, creatorName }: MarkedPost,
  { posts, accounts, creators }: Marks,
  now: number,
): HiddenBy | null {
  const mark = posts[id];
  if (isSnoozed(mark?.snoozed, now)) return 'snoozed';
  if (mark?.muted !== undefined) return 'muted-post';
  if (accountKey !== null && Object.hasOwn(accounts, accountKey)) return 'muted-account';
  if (creatorName !== null && Object.hasOwn(creators, creatorName)) return 'muted-creator';
  return null;
}
