import { eraseLibrary } from '../../utils/library/library-database.ts';
import { readManifest } from '../../utils/library/read-library.ts';
import { runSync } from '../../utils/sync/run-sync.ts';
import { steadyLibrary } from '../builders/steady-library.ts';
import { type Sandbox, startSandboxApi } from '../sandbox-api/start-sandbox-api.ts';
import { type BenchRow, benchRow } from './bench-row.ts';
import { nodeSyncDeps } from './node-sync-deps.ts';
import { tutorialLoop } from './tutorial-loop.ts';

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;
const START = Date.UTC(2026, 10, 23);

/** The cost of a day of polls. */
interface Day {
  readonly requests: number;
  readonly bytes: number;
  /** Accounts whose last refresh was not known after a poll, over all polls. */
  readonly missed: number;
}

/** Starts a sandbox with a library that is refreshed all day. */
function startDay(size: { readonly posts: number; readonly accounts: number }): Promise<Sandbox> {
  const rateLimit = { limit: 10_000_000, periodS: 3600 };
  return startSandboxApi({ now: () => START, library: steadyLibrary(START, size), rateLimit });
}

/**
 * Polls for a day at a fixed interval. @param poll one poll; returns the number of accounts whose
 * last refresh it missed
 */
async function liveADay(
  sandbox: Sandbox,
  everyMinutes: number,
  poll: () => Promise<number>,
): Promise<Day> {
  let requests = 0;
  let bytes = 0;
  let missed = 0;
  sandbox.setTime(START);
  for (let minute = everyMinutes; minute <= DAY_MINUTES; minute += everyMinutes) {
    sandbox.setTime(START + minute * MINUTE);
    sandbox.clearRequests();
    missed += await poll();
    requests += sandbox.requests.length;
    bytes += sandbox.requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
  }
  return { requests, bytes, missed };
}

/** Measures the extension's day, after a first full sync. */
async function ourDay(sandbox: Sandbox, everyMinutes: number): Promise<Day> {
  await eraseLibrary();
  const deps = nodeSyncDeps(sandbox);
  const sync = async () => {
    await runSync(deps, 'manual', () => false);
    const { problem, lastSuccessAt } = await deps.readStatus();
    if (lastSuccessAt !== deps.now()) throw new Error(`a sync did not succeed: ${problem?.kind}`);
  };
  sandbox.setTime(START);
  await sync();
  return liveADay(sandbox, everyMinutes, async () => {
    await sync();
    const { accounts = {} } = (await readManifest()) ?? {};
    const now = sandbox.now();
    return sandbox.data.accounts.filter(
      ({ id, refreshes }) => accounts[id]?.newestRefresh !== refreshes.last(now),
    ).length;
  });
}

function loopDay(sandbox: Sandbox, everyMinutes: number): Promise<Day> {
  return liveADay(sandbox, everyMinutes, async () => {
    await tutorialLoop({ base: `${sandbox.url}/v2`, key: sandbox.key });
    return 0;
  });
}

/** Measures a day of 50,000 posts on 500 accounts, against the tutorial's loop run as often. */
export async function benchDay(everyMinutes: 60 | 15): Promise<BenchRow[]> {
  const sandbox = await startDay({ posts: 50_000, accounts: 500 });
  const [ours, loop] = [await ourDay(sandbox, everyMinutes), await loopDay(sandbox, everyMinutes)];
  await sandbox.close();
  const polls = everyMinutes === 60 ? 'hourly polls' : `a poll every ${everyMinutes} min`;
  const day = `a day of 50,000 posts on 500 accounts, ${polls}`;
  return [
    benchRow(
      `${day}: requests`,
      'requests',
      ours.requests,
      loop.requests,
      everyMinutes === 60 ? 0.07 : 0.025,
    ),
    benchRow(`${day}: bytes received`, 'MB', ours.bytes / 1e6, loop.bytes / 1e6, 0.07),
    // Against one, because it may miss nothing.
    benchRow(`${day}: accounts not seen as the loop sees them`, 'accounts', ours.missed, 1, 0),
  ];
}

const SIZES = [1000, 10_000, 100_000] as const;
const POSTS_PER_ACCOUNT = 100;

/**
 * Measures the requests of a day per refreshed post by size of the library, against the smallest.
 */
export async function benchGrowth(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  let smallest = Number.NaN;
  for (const posts of SIZES) {
    const accounts = posts / POSTS_PER_ACCOUNT;
    const sandbox = await startDay({ posts, accounts });
    const { requests } = await ourDay(sandbox, 60);
    const perPost = requests / posts;
    if (posts === SIZES[0]) smallest = perPost;
    else
      rows.push(
        benchRow(
          `a day of ${posts} posts, hourly polls: requests for each post`,
          'requests',
          perPost,
          smallest,
          1,
        ),
      );
    sandbox.clearRequests();
    await runSync(nodeSyncDeps(sandbox), 'manual', () => false);
    const quiet = sandbox.requests.length;
    rows.push(
      benchRow(
        `a poll of ${posts} posts that finds nothing new`,
        'requests',
        quiet,
        1 + accounts / 200,
        1,
      ),
    );
    await sandbox.close();
  }
  return rows;
}
