import type { Badge, BadgeTone } from '../state/badge-state.ts';
import { browser } from './browser.ts';

/** Background colours, on which white text has a contrast of at least 4.5:1 (WCAG 2.2). */
export const BADGE_COLOURS: Record<BadgeTone, string> = {
  new: '#c2255c',
  seen: '#495057',
  problem: '#b35900',
  quiet: '#6c757d',
};

/** Puts `badge` on the toolbar button, with `title` as its tooltip. */
export async function setBadge(badge: Badge, title: string): Promise<void> {
  await Promise.all([
    browser.action.setBadgeText({ text: badge.text }),
    browser.action.setBadgeBackgroundColor({ color: BADGE_COLOURS[badge.tone] }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
    browser.action.setTitle({ title }),
  ]);
}
