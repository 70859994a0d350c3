import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type ChromiumWithExtension, openChromium } from '../browsers/chromium-with-extension.ts';
import { startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { type BenchRow, benchRow, median } from './bench-row.ts';
import { BUILD } from './bench-session.ts';

const ROUNDS = 25;
const WORKER = 'background.js';
/** A worker that responds at once, to measure the browser's own time to start one. */
const ANSWERS =
  'chrome.runtime.onMessage.addListener((_message, _sender, answer) => { answer(true); });';

/**
 * Measures the time of a dead worker to start and respond, and the effect of the size of its
 * script: the worker as it is, the same with its script twice in it (the second time in a function
 * that nobody calls), and a worker that only responds. They take turns in one run.
 */
export async function benchWorkerStart(): Promise<BenchRow[]> {
  const ours = readFileSync(join(BUILD, WORKER), 'utf8');
  const sandbox = await startSandboxApi({ tls: true });
  const workers = {
    ours: await openWorker(`${ANSWERS}${ours}`, sandbox.port),
    larger: await openWorker(`${ANSWERS}${ours};function uncalled() {${ours}}`, sandbox.port),
    empty: await openWorker(ANSWERS, sandbox.port),
  };
  const times = { ours: [] as number[], larger: [] as number[], empty: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of ['ours', 'larger', 'empty'] as const)
      times[name].push(await workers[name].startMs());
  }
  for (const worker of Object.values(workers)) await worker.close();
  await sandbox.close();
  const what = 'worker: from a message to a dead one to its answer';
  return [
    benchRow(
      `${what}, against a worker without any code`,
      'ms',
      median(times.ours),
      median(times.empty),
      null,
    ),
    benchRow(
      `${what}, twice as much script against ours`,
      'ms',
      median(times.larger),
      median(times.ours),
      null,
    ),
  ];
}

async function openWorker(script: string, apiPort: number) {
  const folder = mkdtempSync(join(tmpdir(), 'extension-'));
  cpSync(BUILD, folder, { recursive: true });
  writeFileSync(join(folder, WORKER), script);
  writeFileSync(join(folder, 'empty.html'), '<!doctype html><title>Empty</title>');
  const browser = await openChromium({ extensionDir: folder, apiPort, isTimed: true });
  const page = await browser.context.newPage();
  await page.goto(`${browser.extensionOrigin}/empty.html`);
  return {
    startMs: () => startMs(browser, page),
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startMs(browser: ChromiumWithExtension, page: Page): Promise<number> {
  await browser.killWorker();
  // The browser's work after a death is not part of a start.
  await delay(100);
  return page.evaluate(async () => {
    const startedAt = performance.now();
    await chrome.runtime.sendMessage('bench');
    return performance.now() - startedAt;
  });
}
