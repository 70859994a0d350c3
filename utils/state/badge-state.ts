import { isTransient } from '../creator-audit/problem/problem-policy.ts';
import type { DisplayState } from './display-state.ts';

/**
 * - `new`: breakouts that were not looked at yet; `seen`: all were looked at;
 * - `problem`: the user has to do something;
 * - `quiet`: what is counted may be old, or nothing is known yet, and nobody has to do anything.
 */
export type BadgeTone = 'new' | 'seen' | 'problem' | 'quiet';

export interface Badge {
  /** At most three characters: browsers cut what is longer. */
  readonly text: string;
  readonly tone: BadgeTone;
}

/** About four narrow characters fit a badge: from here on it says only that there are more. */
const MOST_COUNTED = 99;

/** How `count` stands on the badge: nothing at zero, `99+` above 99. */
export function badgeCount(count: number): string {
  if (count <= 0) return '';
  return count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count);
}

/**
 * What the toolbar shows. Zero, failed, never asked and old all look different: an empty badge means that everything is well and
 * nothing is breaking out.
 *
 * @param counts breakouts of the look-back window, and how many of them were not looked at yet; `null` before the first sync
 * @param counted which of the two the badge counts (a setting)
 */
export function badgeForState(
  situation: DisplayState,
  counts: { readonly all: number; readonly unseen: number } | null,
  counted: 'all' | 'unseen',
): Badge {
  const { kind, problem, pause, isStale } = situation;
  if (kind === 'no-key' || kind === 'needs-access' || kind === 'needs-user') return { text: '!', tone: 'problem' };
  if (kind === 'failing' && problem !== null && !isTransient(problem)) return { text: '!', tone: 'problem' };
  if (counts === null) return { text: '…', tone: 'quiet' };
  const text = badgeCount(counts[counted]);
  if (kind !== 'well' || isStale || pause !== null) return { text: text || '–', tone: 'quiet' };
  return { text, tone: counts.unseen > 0 ? 'new' : 'seen' };
}
