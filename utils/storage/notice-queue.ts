import { serialQueue } from './serial-queue.ts';

/**
 * Serializes the changes of the list of notices: each reads all of it, and would bring back what
 * another has just removed.
 */
export const queueNotices = serialQueue();
