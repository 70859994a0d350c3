import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { ChromiumWithExtension } from './chromium-with-extension.ts';

/**
 * The popup as the toolbar button opens it: a window of its own, which Playwright does not list
 * among its pages.
 */
export interface ActionPopup {
  /** Evaluates an expression in the popup. */
  evaluate<T>(expression: string): Promise<T>;
  /** Presses a key, as the user does. */
  press(key: string): Promise<void>;
  /** A picture of the popup, PNG. */
  screenshot(): Promise<Buffer>;
  /** True while the popup is open. */
  isOpen(): Promise<boolean>;
  close(): Promise<void>;
}

const OPENS_WITHIN_MS = 10_000;

/**
 * Opens the popup with `chrome.action.openPopup()`. Needs a browser with a window.
 *
 * @param opener a page of the extension in the window that has the toolbar
 */
export async function openActionPopup(
  browser: ChromiumWithExtension,
  opener: Page,
): Promise<ActionPopup> {
  const devTools = await browser.context.browser()?.newBrowserCDPSession();
  if (devTools === undefined) throw new Error('Chromium gave no DevTools session.');
  const find = async () => {
    const { targetInfos } = await devTools.send('Target.getTargets');
    return targetInfos.find(({ url }) => url === `${browser.extensionOrigin}/popup.html`)?.targetId;
  };
  await opener.bringToFront();
  await opener.evaluate(() => chrome.action.openPopup());
  const deadline = Date.now() + OPENS_WITHIN_MS;
  let targetId = await find();
  while (targetId === undefined) {
    if (Date.now() > deadline) throw new Error('The popup did not open.');
    await delay(20);
    targetId = await find();
  }
  const { sessionId } = await devTools.send('Target.attachToTarget', { targetId, flatten: false });
  const waiting = new Map<number, (result: unknown) => void>();
  devTools.on('Target.receivedMessageFromTarget', (event) => {
    const { id, result } = JSON.parse(event.message);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  let last = 0;
  const ask = <T>(method: string, params: object = {}) =>
    new Promise<T>((resolve, reject) => {
      last += 1;
      waiting.set(last, resolve as (result: unknown) => void);
      const message = JSON.stringify({ id: last, method, params });
      devTools.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
  return {
    async evaluate<T>(expression: string) {
      const params = { expression, returnByValue: true, awaitPromise: true };
      const { result, exceptionDetails } = await ask<{
        result: { value: T };
        exceptionDetails?: { exception?: { description?: string } };
      }>('Runtime.evaluate', params);
      if (exceptionDetails !== undefined)
        throw new Error(exceptionDetails.exception?.description ?? expression);
      return result.value;
    },
    async press(key) {
      await ask('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key,
        code: key,
        windowsVirtualKeyCode: KEY_CODES[key],
      });
      await ask('Input.dispatchKeyEvent', {
        type: 'keyUp',
        key,
        code: key,
        windowsVirtualKeyCode: KEY_CODES[key],
      });
    },
    async screenshot() {
      const { data } = await ask<{ data: string }>('Page.captureScreenshot', { format: 'png' });
      return Buffer.from(data, 'base64');
    },
    isOpen: async () => (await find()) !== undefined,
    async close() {
      if ((await find()) !== undefined) await devTools.send('Target.closeTarget', { targetId });
      await devTools.detach();
    },
  };
}

const KEY_CODES: Readonly<Record<string, number>> = {
  Escape: 27,
  ArrowDown: 40,
  ArrowUp: 38,
  Enter: 13,
};
