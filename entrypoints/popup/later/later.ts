/*
 * The part of the popup that loads after its first frame: everything that needs a click, a key or a
 * second of looking.
 */

import './later.css';

export { commandsOf } from './commands-of.ts';
export { Footer } from './Footer.tsx';
export { headerIcon } from './header-icons.tsx';
export { LaterPart } from './LaterPart.tsx';
export { markSeen } from './mark-seen.ts';
export { openInTab } from './open-full-view.ts';
export { RowActions } from './RowActions.tsx';
/** Without a pointer that hovers, every row shows the button of its actions. */
export const hasTouch = matchMedia('(hover: none)').matches;
export { createSeenTracker } from '../../../components/posts/seen-tracker.ts';
export { RowChevron } from './RowChevron.tsx';
export { RowDetails } from './RowDetails.tsx';
export { rowExtras } from './row-extras.tsx';

/** The module itself, as the popup holds it once it is loaded. */
export type Later = typeof import('./later.ts');
