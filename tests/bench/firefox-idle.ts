import { setTimeout as delay } from 'node:timers/promises';
import { openFirefox } from '../browsers/firefox-with-extension.ts';
import { FIREFOX_BUILD } from '../e2e/support/firefox-build.ts';
import { startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { type BenchRow, benchRow } from './bench-row.ts';

const POSTS = 20_000;
const RESPONSE_MS = 2_000;
const TIMEOUT_MS = 500_000;

/** Requests before the sync: the checks of the key and of the API's version. */
const BEFORE_SYNC = '/whoami';
const AFTER_SYNC = '/meta';

/**
 * Measures the share of a first sync in Firefox during which no request is in flight. Firefox stops
 * an event page after 30 s without a call to its parent process, and only the resume alarm wakes it
 * again.
 */
export async function benchFirefoxIdle(): Promise<BenchRow[]> {
  const sandbox = await startSandboxApi({
    tls: true,
    posts: POSTS,
    latencyMs: RESPONSE_MS,
    rateLimit: { limit: 10_000_000, periodS: 60 },
  });
  const authority = sandbox.certificate?.authority ?? '';
  const browser = await openFirefox({
    extensionDir: FIREFOX_BUILD,
    apiPort: sandbox.port,
    authority,
  });
  await browser.openOptions();
  await browser.evaluate(
    (key) => chrome.runtime.sendMessage({ type: 'save-key', key, mayReplaceOrganization: false }),
    sandbox.key,
  );
  // No page of the extension stays open, as with a user.
  await browser.openAddress('about:blank');
  const deadline = Date.now() + TIMEOUT_MS;
  while (!sandbox.requests.some(({ path }) => path.endsWith(AFTER_SYNC))) {
    if (Date.now() > deadline) throw new Error(`The sync took more than ${TIMEOUT_MS / 1000} s.`);
    await delay(500);
  }
  const starts = sandbox.requests
    .filter(({ path }) => !path.endsWith(AFTER_SYNC) && !path.endsWith(BEFORE_SYNC))
    .map(({ startedAt }) => startedAt);
  await browser.close();
  await sandbox.close();
  const { idleMs, totalMs } = idleTime(starts);
  return [
    benchRow(
      `Firefox, first sync of ${POSTS} posts: time without a request`,
      's',
      idleMs / 1000,
      totalMs / 1000,
      0.1,
    ),
  ];
}

/** @param starts the start times of requests of {@link RESPONSE_MS} each, ms since epoch */
function idleTime(starts: readonly number[]): { idleMs: number; totalMs: number } {
  const sorted = starts.toSorted((a, b) => a - b);
  let [idleMs, busyUntil] = [0, sorted[0] ?? Number.NaN];
  for (const start of sorted) {
    idleMs += Math.max(0, start - busyUntil);
    busyUntil = Math.max(busyUntil, start + RESPONSE_MS);
  }
  return { idleMs, totalMs: busyUntil - (sorted[0] ?? Number.NaN) };
}
