import type { ChromiumWithExtension } from '../browsers/chromium-with-extension.ts';
import { devToolsOfWorker } from '../browsers/worker-devtools.ts';

const SAMPLE_EVERY_MS = 50;

/** The JavaScript heap of the extension's service worker, by the DevTools protocol. Bytes. */
export interface WorkerHeap {
  /** Measures the heap after garbage collection. */
  idle(): Promise<number>;
  /** Measures the peak until the promise resolves, including garbage. */
  peakUntil(done: Promise<unknown>): Promise<number>;
  /**
   * Measures the peak in use, collecting garbage before each measurement: between the steps of the
   * worker, not within one.
   */
  inUseUntil(done: Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

/** @throws when the worker does not run */
export async function heapOfWorker(browser: ChromiumWithExtension): Promise<WorkerHeap> {
  const devTools = await devToolsOfWorker(browser);
  const used = async () =>
    (await devTools.ask<{ usedSize: number }>('Runtime.getHeapUsage')).usedSize;
  const inUse = async () => {
    await devTools.ask('HeapProfiler.collectGarbage');
    return used();
  };
  const peak = async (look: () => Promise<number>, done: Promise<unknown>) => {
    let most = 0;
    let isDone = false;
    void done.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      most = Math.max(most, await look());
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_EVERY_MS));
    }
    return most;
  };
  return {
    idle: inUse,
    peakUntil: (done) => peak(used, done),
    inUseUntil: (done) => peak(inUse, done),
    close: () => devTools.close(),
  };
}
