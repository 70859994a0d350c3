import { setImmediate as queueMacrotask } from 'node:timers';

/** A chain of tasks longer than this at one moment never ends: a request waits for itself. */
const MAX_TURNS = 200_000;

let queued = 0;

/*
 * fake-indexeddb takes `globalThis.setImmediate` for each task of a database. Counting them shows
 * when the databases are idle.
 */
globalThis.setImmediate = ((task: (...args: unknown[]) => void, ...args: unknown[]) => {
  queued += 1;
  return queueMacrotask(() => {
    queued -= 1;
    task(...args);
  });
}) as typeof setImmediate;

/**
 * Resolves when no task of a database is queued and no promise is left to continue. Together with a
 * clock that stands still meanwhile, and code that waits for nothing outside this thread, the same
 * things then happen in the same order on an idle and on a busy machine.
 *
 * @throws Error when it never comes to rest
 */
export async function untilAtRest(): Promise<void> {
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    // All microtasks run before the next macrotask, those that they queue included.
    await new Promise<void>((resolve) => void queueMacrotask(resolve));
    if (queued === 0) return;
  }
  throw new Error('The databases do not come to rest: a request waits for one that never ends.');
}
