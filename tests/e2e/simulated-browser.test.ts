import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openChromium } from '../browsers/chromium-with-extension.ts';
import { CAN_TEST_FIREFOX } from '../browsers/find-firefox.ts';
import { openFirefox } from '../browsers/firefox-with-extension.ts';
import { ROOT } from '../checks/run-tool.ts';
import { startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { SeededRandom } from '../simulation/random.ts';
import { SimulatedBrowser } from '../soak/simulated-browser.ts';
import { VirtualTime } from '../soak/virtual-time.ts';
import type { Surroundings } from '../soak/worker-code.ts';
import { FIREFOX_BUILD } from './support/firefox-build.ts';
import { type ObservedBrowser, observeBrowser } from './support/observe-browser.ts';

/** The behaviour of browsers that the worker relies on. */
const CONTRACT = {
  // Values are copied and kept as JSON; a missing key is left out.
  stored: { contractA: { list: [1], nothing: null }, contractB: 'b' },
  changes: [
    ['local', 'contractA', { list: [1], nothing: null }],
    ['local', 'contractB', 'b'],
    ['session', 'contractA', 'of the session'],
    ['local', 'contractA', null],
  ],
  inSession: { contractA: 'of the session' },
  left: ['contractB'],
  // Creating an alarm replaces the one with its name, period included.
  alarm: { isAtItsTime: true, period: null, isCleared: true },
  // An aborted transaction leaves no trace.
  database: { kept: { list: [1] }, named: true, namedAfterwards: false },
  order: ['first', 'second'],
  digest: [0xba, 0x78, 0x16, 0xbf],
  hasAccess: true,
  messages: ['Version 1.2.3', ''],
  address: '/popup.html',
};

// The tests of the worker's deaths run in the simulated browser: it must not differ from real ones
// in anything that the worker relies on.
describe('contract of browsers with the worker', () => {
  it('is kept by the simulated browser', async () => {
    expect(await observeBrowser(startSimulatedLife())).toEqual(CONTRACT);
  });

  it('is kept by Chromium', async () => {
    const sandbox = await startSandboxApi({ tls: true, library: [] });
    const browser = await openChromium({
      extensionDir: join(ROOT, '.output/chrome-mv3'),
      apiPort: sandbox.port,
      locale: 'en',
    });
    try {
      const page = await browser.openOptions();
      expect(await page.evaluate(observeBrowser, undefined)).toEqual(CONTRACT);
    } finally {
      await browser.close();
      await sandbox.close();
    }
  });

  it.skipIf(!CAN_TEST_FIREFOX)('is kept by Firefox', async () => {
    const sandbox = await startSandboxApi({ tls: true, library: [] });
    const browser = await openFirefox({
      extensionDir: FIREFOX_BUILD,
      apiPort: sandbox.port,
      authority: sandbox.certificate?.authority ?? '',
    });
    try {
      await browser.openOptions();
      expect(await browser.evaluate(observeBrowser)).toEqual(CONTRACT);
    } finally {
      await browser.close();
      await sandbox.close();
    }
  });
});

/** Starts the globals of a worker in a simulated browser that does not die. */
function startSimulatedLife(): ObservedBrowser {
  const lives: Surroundings[] = [];
  new SimulatedBrowser({
    month: { browser: 'chromium' },
    time: new VirtualTime(),
    dice: new SeededRandom(1),
    deaths: {
      atUse: () => 'survives',
      ofTransaction: () => 'survives',
      atEvent: () => false,
      duringRequest: () => null,
    },
    clientNow: Date.now,
    fetch: () => Promise.reject(new Error('Nothing is requested.')),
    isOnline: () => true,
    beginLife: (life) => lives.push(life),
    onStored: () => undefined,
  }).open();
  const [life] = lives;
  if (life === undefined) throw new Error('The simulated browser started no worker.');
  return { ...life, browser: life.globalThis.browser } as ObservedBrowser;
}
