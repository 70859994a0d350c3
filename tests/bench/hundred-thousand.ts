import { setTimeout as delay } from 'node:timers/promises';
import { steadyLibrary } from '../builders/steady-library.ts';
import { nextPublication } from '../e2e/support/published.ts';
import { type BenchRow, benchRow } from './bench-row.ts';
import { type BenchSession, beginFullSync, startBenchSession } from './bench-session.ts';
import { heapOfWorker } from './worker-heap.ts';

const SIZES = [10_000, 100_000] as const;
const MOST_HEAP_MB = 64;

/** Measures a large library: the worker's heap while it is fetched and ranked. */
export async function benchHundredThousand(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const posts of SIZES) {
    const library = steadyLibrary(Date.now(), { posts, accounts: posts / 100 });
    const session = await startBenchSession({ library });
    rows.push(...(await heapRows(session, posts)));
    await session.close();
  }
  return rows;
}

async function heapRows(session: BenchSession, posts: number): Promise<BenchRow[]> {
  const { page } = session;
  const heap = await heapOfWorker(session.browser);
  const idle = await heap.idle();
  const published = nextPublication(page);
  const fetched = heap.peakUntil(lastAnswer(session));
  await beginFullSync(session);
  const whileFetching = await fetched;
  const whileRanking = await heap.peakUntil(published);
  const publishedAgain = nextPublication(page);
  await beginFullSync(session);
  const inUse = await heap.inUseUntil(publishedAgain);
  await heap.close();
  const above = (bytes: number) => (bytes - idle) / 1e6;
  return [
    benchRow(
      `worker heap above idle, fetching ${posts} posts`,
      'MB',
      above(whileFetching),
      MOST_HEAP_MB,
      1,
    ),
    benchRow(
      `worker heap above idle, ranking ${posts} posts`,
      'MB',
      above(whileRanking),
      MOST_HEAP_MB,
      1,
    ),
    benchRow(
      `worker heap in use above idle, a full sync of ${posts} posts`,
      'MB',
      above(inUse),
      MOST_HEAP_MB,
      1,
    ),
  ];
}

/** Resolves when a sync has begun and made no request for a while, so that it is ranking. */
async function lastAnswer({ sandbox }: BenchSession): Promise<void> {
  for (let quietFor = 0; quietFor < 5; ) {
    const before = sandbox.requests.length;
    await delay(100);
    quietFor = sandbox.requests.length === before && before > 0 ? quietFor + 1 : 0;
  }
}
