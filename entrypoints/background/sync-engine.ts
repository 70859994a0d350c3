/*
 * What only a sync or a ranking needs, more than half of the worker: it is loaded when one begins. Most of what wakes the worker (a popup that
 * was looked at, a setting, a badge to repaint) does without.
 */
export { clearHistory } from '../../utils/history/history-store.ts';
export { clearLibrary, rebuildLibrary } from '../../utils/library/post-store.ts';
export { rerank } from './publish-sync.ts';
export { syncWithRecovery } from './sync-with-recovery.ts';
