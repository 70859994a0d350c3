import { steadyLibrary } from '../builders/steady-library.ts';
import { nextPublication } from '../e2e/support/published.ts';
import { type BenchRow, benchRow, median } from './bench-row.ts';
import { type BenchSession, beginFullSync, startBenchSession } from './bench-session.ts';
import { tutorialLoop } from './tutorial-loop.ts';

const ROUNDS = 5;
const LATENCY_MS = 50;

/**
 * Measures a full sync of 10,000 posts by the production build, ranked and published, against the
 * tutorial's loop in a page of the same browser.
 */
export async function benchFullSync(): Promise<BenchRow[]> {
  const library = steadyLibrary(Date.now(), { posts: 10_000, accounts: 100 });
  const session = await startBenchSession({ library, latencyMs: LATENCY_MS });
  const { page } = session;
  const times: { ours: number; loop: number; fetched: number }[] = [];
  let requests = { ours: 0, loop: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const { ours, fetched } = await fullSync(session);
    const oursMade = session.sandbox.requests.length;
    session.sandbox.clearRequests();
    const loop = await page.evaluate(tutorialLoop, {
      base: 'https://api.creatoraudit.com/v2',
      key: session.sandbox.key,
    });
    times.push({ ours, fetched, loop: loop.durationMs });
    requests = { ours: oursMade, loop: loop.requests };
  }
  await session.close();
  const loop = median(times.map((time) => time.loop));
  const what = 'full sync of 10,000 posts, 50 ms latency';
  return [
    benchRow(
      `${what}: time until it is published`,
      'ms',
      median(times.map(({ ours }) => ours)),
      loop,
      0.35,
    ),
    benchRow(
      `${what}: time until all is fetched`,
      'ms',
      median(times.map(({ fetched }) => fetched)),
      loop,
      0.3,
    ),
    benchRow(`${what}: requests`, 'requests', requests.ours, requests.loop, 1.05),
  ];
}

/** @returns ms until everything was published, and until the last response */
async function fullSync({
  sandbox,
  page,
}: BenchSession): Promise<{ ours: number; fetched: number }> {
  await beginFullSync({ sandbox, page });
  const startedAt = performance.now();
  const published = nextPublication(page);
  await published;
  const ours = performance.now() - startedAt;
  const [first, last] = [sandbox.requests[0], sandbox.requests.at(-1)];
  return { ours, fetched: (last?.respondedAt ?? Number.NaN) - (first?.startedAt ?? Number.NaN) };
}
