import { openChromium } from '../browsers/chromium-with-extension.ts';
import { openFirefox } from '../browsers/firefox-with-extension.ts';
import { describeSandbox } from '../sandbox-api/describe-sandbox.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';

/**
 * Starts the sandbox API and opens a browser with the extension and the sandbox's key. Without a
 * window only the sandbox starts.
 *
 * @param extensionDir the development build
 * @returns a function that closes both
 */
export async function openSandboxBrowser(
  browser: 'chrome' | 'firefox',
  extensionDir: string,
  isOpened: boolean,
): Promise<() => Promise<void>> {
  const sandbox = await startSandboxApi({ tls: true, seed: 7, posts: 1000, accounts: 40 });
  console.log(describeSandbox(sandbox));
  if (!isOpened) return () => sandbox.close();
  const open = browser === 'firefox' ? openFirefoxWithKey : openChromiumWithKey;
  const opened = await open(extensionDir, sandbox);
  console.log('\nThe browser that has opened is connected to it.');
  return async () => {
    await opened.close();
    await sandbox.close();
  };
}

const saveKey = (key: string) =>
  chrome.runtime.sendMessage({ type: 'save-key', key, mayReplaceOrganization: false });

async function openChromiumWithKey(extensionDir: string, sandbox: Sandbox) {
  const browser = await openChromium({
    extensionDir,
    apiPort: sandbox.port,
    headless: false,
    reachesLocalhost: true,
  });
  const page = await browser.openOptions();
  await page.evaluate(saveKey, sandbox.key);
  return browser;
}

async function openFirefoxWithKey(extensionDir: string, sandbox: Sandbox) {
  const browser = await openFirefox({
    extensionDir,
    apiPort: sandbox.port,
    authority: sandbox.certificate?.authority ?? '',
    headless: false,
    reachesLocalhost: true,
  });
  await browser.openOptions();
  await browser.evaluate(saveKey, sandbox.key);
  return browser;
}
