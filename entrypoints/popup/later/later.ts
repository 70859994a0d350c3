/*
 * The part of the popup that loads after its first frame: everything that needs a click, a key or a
 * second of looking.
 */

import './later.css';

export { createSeenTracker } from '../../../components/posts/seen-tracker.ts';
export { commandsOf } from './commands-of.ts';
export { Footer } from './Footer.tsx';
export { headerIcon } from './header-icons.tsx';
export { LaterPart } from './LaterPart.tsx';
export { markSeen } from './mark-seen.ts';
export { openInTab } from './open-full-view.ts';
export { RowParts } from './RowParts.tsx';
export { rowExtras } from './row-extras.tsx';

/** The module itself, as the popup holds it once it is loaded. */
export type Later = typeof import('./later.ts');
