import { settled } from './held-call.ts';

/**
 * Begins work while another holds a lock.
 *
 * @returns once the work waits: releases the lock, and waits for the end of the work
 */
export async function holdLock(
  withLock: (work: () => Promise<void>) => Promise<unknown>,
  work: () => Promise<unknown>,
): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const holding = withLock(() => promise);
  const working = work();
  await settled();
  return async () => {
    resolve();
    await Promise.all([holding, working]);
  };
}
