import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { ChromiumWithExtension } from '../browsers/chromium-with-extension.ts';
import { steadyLibrary } from '../builders/steady-library.ts';
import { nextPublication } from '../e2e/support/published.ts';
import { type BenchRow, benchRow } from './bench-row.ts';
import { beginFirstSync, openBenchSession } from './bench-session.ts';

const ACCOUNTS = 100_000;
const MAX_BROWSER_MB = 350;
/** The time of this sync when accounts were held whole, s. */
const FORMER_SECONDS = 400;
/** The popup shows how far the sync is within this time, ms. */
const MAX_FIRST_PROGRESS_MS = 5000;
const SAMPLE_EVERY_MS = 500;

/**
 * Measures the memory of the browser, process by process, during a first sync of as many accounts
 * as posts, how long that takes, and how soon its progress is shown. The baseline of the memory is
 * taken before: after a sync its garbage is still there, and hides what the next one needs. Nothing
 * else of Chromium may start or end meanwhile, because its processes share memory.
 */
export async function benchManyAccounts(accounts = ACCOUNTS): Promise<BenchRow[]> {
  const library = steadyLibrary(Date.now(), { posts: accounts, accounts });
  const session = await openBenchSession({ library });
  const { page, browser } = session;
  const idle = await browserMemory(browser);
  let isDone = false;
  let most = idle;
  const published = nextPublication(page).finally(() => {
    isDone = true;
  });
  const firstProgress = nextProgress(page).then(() => performance.now());
  const startedAt = performance.now();
  await beginFirstSync(session);
  while (!isDone) {
    const now = await browserMemory(browser);
    if (totalOf(now) > totalOf(most)) most = now;
    await delay(SAMPLE_EVERY_MS);
  }
  await published;
  const seconds = (performance.now() - startedAt) / 1000;
  const progressMs = (await firstProgress) - startedAt;
  await session.close();
  const what = `a first sync of ${accounts} accounts with one post each`;
  const above = totalOf(most) - totalOf(idle);
  return [
    benchRow(`browser memory above idle, ${what}`, 'MB', above, MAX_BROWSER_MB, 1),
    ...PROCESSES.map((name) =>
      benchRow(`… of it ${name}`, 'MB', most[name] - idle[name], above, null),
    ),
    benchRow(`time until it is published, ${what}`, 's', seconds, FORMER_SECONDS, 0.5),
    benchRow(`time until progress is shown, ${what}`, 'ms', progressMs, MAX_FIRST_PROGRESS_MS, 1),
  ];
}

/** Resolves when the stored status first says how many accounts a sync has read. */
function nextProgress(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        type Changes = Record<string, { newValue?: { value?: { progress?: object | null } } }>;
        const listener = (changes: Changes) => {
          const progress = changes.syncStatus?.newValue?.value?.progress;
          if ((progress as { accounts?: number } | null | undefined)?.accounts === undefined)
            return;
          if ((progress as { accounts: number }).accounts === 0) return;
          chrome.storage.local.onChanged.removeListener(listener as never);
          resolve();
        };
        chrome.storage.local.onChanged.addListener(listener as never);
      }),
  );
}

/** The processes of a browser: the databases are in its main process. */
const PROCESSES = [
  'in the process of the extension',
  'in the main process',
  'in all others',
] as const;

/** MB. */
type Memory = Readonly<Record<(typeof PROCESSES)[number], number>>;

function totalOf(memory: Memory): number {
  return PROCESSES.reduce((sum, name) => sum + memory[name], 0);
}

/** Measures the memory of a browser, shared memory once (proportional set size). */
async function browserMemory({ context }: ChromiumWithExtension): Promise<Memory> {
  const devTools = await context.browser()?.newBrowserCDPSession();
  if (devTools === undefined) throw new Error('Chromium gave no DevTools session.');
  const { processInfo } = await devTools.send('SystemInfo.getProcessInfo');
  await devTools.detach();
  const memory = Object.fromEntries(PROCESSES.map((name) => [name, 0])) as Record<
    (typeof PROCESSES)[number],
    number
  >;
  for (const { id, type } of processInfo) {
    const [commandLine, rollup] = [readProcess(id, 'cmdline'), readProcess(id, 'smaps_rollup')];
    const isExtension = commandLine.includes('--extension-process');
    const name = isExtension ? PROCESSES[0] : type === 'browser' ? PROCESSES[1] : PROCESSES[2];
    memory[name] += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
  }
  return memory;
}

function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // The process has ended.
    return '';
  }
}
