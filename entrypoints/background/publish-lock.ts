/**
 * Keeps apart what reads and writes the flags, the marks and the published rankings: each reads
 * what the one before has left.
 */
export function withPublishLock(work: () => Promise<void>): Promise<void> {
  return navigator.locks.request('publish', work);
}
