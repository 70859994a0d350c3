import type { ChromiumWithExtension } from './chromium-with-extension.ts';

/** The DevTools protocol of the extension's service worker. */
export interface WorkerDevTools {
  ask<T>(method: string): Promise<T>;
  /** Calls `listener` with the parameters of every event of a name. */
  on<T>(event: string, listener: (params: T) => void): void;
  close(): Promise<void>;
}

/** Connects to the worker, waking it if it does not run. @throws when it cannot be woken */
export async function devToolsOfWorker(browser: ChromiumWithExtension): Promise<WorkerDevTools> {
  await browser.wakeWorker();
  const devTools = await browser.context.browser()?.newBrowserCDPSession();
  if (devTools === undefined) throw new Error('Chromium gave no DevTools session.');
  const { targetInfos } = await devTools.send('Target.getTargets');
  const worker = targetInfos.find(
    ({ type, url }) => type === 'service_worker' && url.startsWith(browser.extensionOrigin),
  );
  if (worker === undefined) throw new Error('The worker does not run.');
  const { sessionId } = await devTools.send('Target.attachToTarget', {
    targetId: worker.targetId,
    flatten: false,
  });
  const waiting = new Map<number, (result: unknown) => void>();
  const listeners = new Map<string, (params: never) => void>();
  devTools.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result, method, params } = JSON.parse(message);
    listeners.get(method)?.(params as never);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  let last = 0;
  return {
    ask: <T>(method: string) =>
      new Promise<T>((resolve, reject) => {
        last += 1;
        waiting.set(last, resolve as (result: unknown) => void);
        devTools
          .send('Target.sendMessageToTarget', {
            sessionId,
            message: JSON.stringify({ id: last, method }),
          })
          .catch(reject);
      }),
    on: (event, listener) => void listeners.set(event, listener as (params: never) => void),
    close: () => devTools.detach(),
  };
}
