import { isTransient } from '../creator-audit/problem/is-transient.ts';
import type { BadgeContent } from './badge-content.ts';
import type { DisplayState } from './display-state.ts';

/**
 * - `new`: some breakouts were not seen yet;
 * - `seen`: all were seen;
 * - `problem`: the user has to act;
 * - `quiet`: counts may be old or nothing is known yet, and nobody has to act.
 */
export type BadgeTone = 'new' | 'seen' | 'problem' | 'quiet';

export interface Badge {
  /** At most three characters, because browsers cut longer texts. */
  readonly text: string;
  readonly tone: BadgeTone;
}

/**
 * The largest count on the badge, which has room for about four narrow characters; above it, the
 * badge shows `99+`.
 */
const MAX_COUNTED = 99;

/** Formats a count for the badge: nothing at zero, `99+` above 99. */
export function badgeCount(count: number): string {
  if (count <= 0) return '';
  return count > MAX_COUNTED ? `${MAX_COUNTED}+` : String(count);
}

/**
 * Chooses what the toolbar shows. Zero, unknown, failed, never asked and old all look different: an
 * empty badge means that all is well and nothing is breaking out.
 *
 * @param content `null` before the first sync
 * @param counted the breakouts that the badge counts (a setting)
 */
export function badgeForState(
  { kind, problem, pause, isStale, hasOldCounts }: DisplayState,
  content: Pick<BadgeContent, 'answer' | 'counts'> | null,
  counted: 'all' | 'unseen',
): Badge {
  if (kind === 'no-key' || kind === 'needs-access' || kind === 'needs-user')
    return { text: '!', tone: 'problem' };
  if (kind === 'failing' && problem !== null && !isTransient(problem))
    return { text: '!', tone: 'problem' };
  if (content === null) return { text: '…', tone: 'quiet' };
  const { answer, counts } = content;
  if (answer === 'cannot-compare' || answer === 'no-posts') return { text: '–', tone: 'quiet' };
  const text = badgeCount(counts[counted]);
  if (kind !== 'ok' || isStale || hasOldCounts || pause !== null)
    return { text: text || '–', tone: 'quiet' };
  return { text, tone: counts.unseen > 0 ? 'new' : 'seen' };
}
