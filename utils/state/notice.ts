import * as z from 'zod/mini';

/**
 * Changes of stored values that the user should know of. Screens show each until it is dismissed.
 */
export const NOTICES = [
  'settings-restored',
  'settings-lost',
  'key-restored',
  'key-lost',
  'seen-restored',
  'seen-lost',
  /** The browser can no longer use this extension's storage; see `StorageMode`. */
  'storage-damaged',
  /** The fetched posts could not be read and were fetched again. */
  'posts-rebuilt',
  /** Some accounts could not be read and are fetched again. Only logged. */
  'accounts-refetched',
  /** Part of the history of counts could not be read. */
  'history-lost',
  /** The browser has no more room: the oldest history was deleted. */
  'history-trimmed',
] as const;

export type Notice = (typeof NOTICES)[number];

export const noticesSchema = z.readonly(z.array(z.enum(NOTICES)));
