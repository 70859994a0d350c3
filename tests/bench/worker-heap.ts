import type { ChromiumWithExtension } from '../browsers/chromium-with-extension.ts';

const SAMPLE_EVERY_MS = 50;

/** The JavaScript heap of the extension's service worker, by the DevTools protocol. Bytes. */
export interface WorkerHeap {
  /** After a collection of garbage. */
  idle(): Promise<number>;
  /** The most that was seen until the promise resolves; garbage that was not collected yet is part of it. */
  peakUntil(done: Promise<unknown>): Promise<number>;
  /** The most that was seen in use, garbage being collected before each look: between the steps of the worker, not within one. */
  inUseUntil(done: Promise<unknown>): Promise<number>;
  close(): Promise<void>;
}

/** @throws when the worker does not run */
export async function heapOfWorker(browser: ChromiumWithExtension): Promise<WorkerHeap> {
  await browser.wakeWorker();
  const devTools = await browser.context.browser()?.newBrowserCDPSession();
  if (devTools === undefined) throw new Error('Chromium gave no DevTools session.');
  const { targetInfos } = await devTools.send('Target.getTargets');
  const worker = targetInfos.find(
    ({ type, url }) => type === 'service_worker' && url.startsWith(browser.extensionOrigin),
  );
  if (worker === undefined) throw new Error('The worker does not run.');
  const { sessionId } = await devTools.send('Target.attachToTarget', { targetId: worker.targetId, flatten: false });
  const waiting = new Map<number, (result: { usedSize: number }) => void>();
  devTools.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  let last = 0;
  const ask = (method: string) =>
    new Promise<{ usedSize: number }>((resolve, reject) => {
      last += 1;
      waiting.set(last, resolve);
      devTools
        .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: last, method }) })
        .catch(reject);
    });
  const used = async () => (await ask('Runtime.getHeapUsage')).usedSize;
  const inUse = async () => {
    await ask('HeapProfiler.collectGarbage');
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
    close: () => devTools.detach(),
  };
}
