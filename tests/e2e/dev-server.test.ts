import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { buildSources } from '../checks/ensure-builds.ts';
import { ROOT } from '../checks/run-tool.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { seen } from './support/extension-session.ts';

const TIMEOUT_MS = 60_000;

describe('npm run dev', () => {
  const copy = mkdtempSync(join(tmpdir(), 'dev-server-'));
  let sandbox: Sandbox;
  let server: ReturnType<typeof startDevServer>;
  let browser: ChromiumWithExtension;
  let printed = '';

  beforeAll(async () => {
    for (const source of ['.wxt', ...buildSources(ROOT)]) {
      cpSync(join(ROOT, source), join(copy, source), { recursive: true });
    }
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
    server = startDevServer(copy, await freePort());
    server.all.on('data', (chunk: Buffer) => {
      printed += chunk;
    });
    await vi.waitFor(() => expect(printed).toContain('The development build is in'), TIMEOUT_MS);
    sandbox = await startSandboxApi({ tls: true, posts: 20 });
    browser = await openChromium({
      extensionDir: join(copy, '.output/chrome-mv3-dev'),
      apiPort: sandbox.port,
      reachesLocalhost: true,
    });
  }, 2 * TIMEOUT_MS);

  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
    server.kill();
    rmSync(copy, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });

  const edit = (file: string, from: string, to: string) => {
    const text = readFileSync(join(copy, file), 'utf8');
    expect(text).toContain(from);
    writeFileSync(join(copy, file), text.replace(from, to));
  };

  it('serves a page that works under the content security policy', async () => {
    const page = await browser.openOptions();
    // The server compiles every module when it is first asked for.
    await page.getByRole('button', { name: 'Save key' }).waitFor({ timeout: TIMEOUT_MS });
    expect(await backgroundOf(page, 'body')).not.toBe('rgba(0, 0, 0, 0)');
    expect(browser.cspViolations()).toEqual([]);
    await page.close();
  });

  it('shows an edited component in an open page', async () => {
    const page = await browser.openOptions();
    await seen(page.getByRole('button', { name: 'Save key' }));
    edit('entrypoints/options/OptionsApp.tsx', "{t('extension.name')}", "{'Edited by a test'}");
    await seen(page.getByRole('heading', { name: 'Edited by a test' }));
    await page.close();
  });

  it('runs an edited worker', async () => {
    edit(
      'entrypoints/background/index.ts',
      'export default defineBackground(() => {',
      'export default defineBackground(() => {\n  Object.assign(globalThis, { isEdited: true });',
    );
    await vi.waitFor(
      async () =>
        expect(await (await browser.worker()).evaluate(() => 'isEdited' in globalThis)).toBe(true),
      { timeout: TIMEOUT_MS, interval: 200 },
    );
  });
});

function startDevServer(folder: string, port: number) {
  const command = [join(ROOT, 'tests/dev/main.ts'), '--no-browser', '--port', String(port)];
  return execa(process.execPath, command, { cwd: folder, all: true, reject: false });
}

function backgroundOf(page: Page, selector: string): Promise<string> {
  return page.locator(selector).evaluate((element) => getComputedStyle(element).backgroundColor);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
