import { vi } from 'vitest';
import { serialQueue } from '../../utils/storage/serial-queue.ts';

/**
 * Stubs the locks of the browser: work under one name runs one after another.
 * `vi.unstubAllGlobals` undoes it.
 */
export function stubLocks(): void {
  const queues = new Map<string, ReturnType<typeof serialQueue>>();
  vi.stubGlobal('navigator', {
    locks: {
      request: (name: string, work: () => Promise<unknown>) => {
        const queue = queues.get(name) ?? serialQueue();
        queues.set(name, queue);
        return queue(work);
      },
    },
  });
}
