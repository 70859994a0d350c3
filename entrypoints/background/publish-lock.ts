/**
 * Serializes work that reads and writes the flags, the marks and the published rankings, so that
 * each sees the result of the one before.
 */
export function withPublishLock(work: () => Promise<void>): Promise<void> {
  return navigator.locks.request('publish', work);
}
