import { onTestFinished, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

type Call = (...args: unknown[]) => Promise<unknown>;

/**
 * Holds the calls of a method of the browser until the returned function is called, or the test
 * ends: after a failed assertion, a held write would keep the next test waiting in its queue.
 * `vi.restoreAllMocks` undoes it.
 */
export function holdCalls(api: object, method: string): () => void {
  const methods = api as Record<string, Call>;
  const original = methods[method] as Call;
  const { promise: released, resolve } = Promise.withResolvers<void>();
  onTestFinished(() => resolve());
  vi.spyOn(methods, method).mockImplementation(async (...args) => {
    await released;
    return original.apply(api, args);
  });
  return resolve;
}

/** Holds the writes to `storage.local`. */
export function holdWrites(): () => void {
  return holdCalls(fakeBrowser.storage.local, 'set');
}

/** Waits until everything that waits for nothing else is done. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
