/**
 * Serializes changes of the outbox and of the channels' states, each of which reads what it writes.
 * Take it last, and hold it over no request: publications wait for it.
 */
export function withOutboxLock<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request('outbox', work) as Promise<T>;
}
