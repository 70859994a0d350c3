/**
 * `npm run dev`: WXT's dev server, and a browser with the extension that reloads as files change.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer, type InlineConfig } from 'wxt';
import { findChromium } from '../browsers/find-chromium.ts';
import { findFirefox } from '../browsers/find-firefox.ts';
import { hasDisplay } from '../browsers/has-display.ts';
import { runCommand } from '../cli/run-command.ts';
import { wholeNumber } from '../cli/whole-number.ts';
import { openSandboxBrowser } from './open-sandbox-browser.ts';

const USAGE = `Usage: npm run dev -- [options]

Builds the extension for development, opens a browser with it, and reloads pages and worker
whenever a file changes. Without a display it builds and watches only.

  --firefox      Firefox instead of Chromium; npm run dev:firefox is the same
  --sandbox      connects the extension to the sandbox API on this machine: no key, no network
  --no-browser   builds and watches only; load the folder that it names into a browser yourself
  --port N       port of the dev server (default: the first free one from 3000)
  --help         shows this

CHROMIUM_PATH and FIREFOX_PATH choose the browser. Ctrl-C stops it.`;

await runCommand(USAGE, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      firefox: { type: 'boolean', default: false },
      sandbox: { type: 'boolean', default: false },
      'no-browser': { type: 'boolean', default: false },
      port: { type: 'string' },
    },
  });
  const browser = values.firefox ? 'firefox' : 'chrome';
  const isOpened = !values['no-browser'] && hasDisplay();
  const port = values.port === undefined ? null : wholeNumber('--port', values.port, 1, 65_535);
  const server = await createServer({
    browser,
    webExt: isOpened && !values.sandbox ? await webExtConfig(browser) : { disabled: true },
    ...(port === null ? {} : { dev: { server: { port } } }),
  });
  await server.start();
  console.log(
    `The development build is in ${outputOf(browser)}; it follows every change of a file.`,
  );
  const close = values.sandbox
    ? await openSandboxBrowser(browser, outputOf(browser), isOpened)
    : async () => undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void close().then(() => process.exit()));
  }
});

/** Returns the folder of the development build. */
function outputOf(browser: 'chrome' | 'firefox'): string {
  return join(process.cwd(), '.output', `${browser}-mv3-dev`);
}

/** Settings for the browser that WXT opens by itself. */
async function webExtConfig(
  browser: 'chrome' | 'firefox',
): Promise<NonNullable<InlineConfig['webExt']>> {
  const isRoot = process.getuid?.() === 0;
  return browser === 'firefox'
    ? { binaries: { firefox: (await findFirefox()).firefox } }
    : {
        binaries: { chrome: await findChromium() },
        // Chromium's sandbox doesn't work for root.
        chromiumArgs: isRoot ? ['--no-sandbox'] : [],
      };
}
