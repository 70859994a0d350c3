import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Checkpoint } from '../../utils/sync/checkpoint.ts';
import { nextRequests, type SyncRequest } from '../../utils/sync/next-requests.ts';
import { MAX_IN_FLIGHT } from '../../utils/sync/rate-budget.ts';
import { largeLibrary } from '../builders/large-library.ts';
import type { HeldRequest } from '../sandbox-api/held-requests.ts';
import type { LoggedRequest } from '../sandbox-api/request-log.ts';
import { type ExtensionSession, startExtensionSession } from './support/extension-session.ts';
import { forgetLibrary } from './support/forget-library.ts';
import { nextPublication, type Published, readPublished } from './support/published.ts';
import { storedCheckpoint } from './support/stored-checkpoint.ts';

/**
 * 1,200 posts on two platforms, one of them read from both ends: 7 pages and the deltas of 6
 * batches; before them the accounts, and a look at the whole list. Of 1,000 posts all would be read
 * in one go.
 */
const POSTS = 1200;
const REQUESTS = 15;
const EACH_REQUEST = Array.from({ length: REQUESTS }, (_, index) => index + 1);

/** The result of a sync in which the worker was killed once. */
interface KilledRun {
  /** The request that had arrived last, counted from 1. */
  readonly 'killed at request': number;
  /** Requests that the API had not answered yet. */
  readonly unanswered: number;
  readonly 'requests in all': number;
  readonly repeated: number;
}

describe('sync whose worker is killed', () => {
  let session: ExtensionSession;
  let page: Page;
  let undisturbed: Published;
  beforeAll(async () => {
    session = await startExtensionSession({
      library: largeLibrary(Date.now(), POSTS),
      rateLimit: { limit: 1_000_000, periodS: 60 },
    });
    await session.connect();
    page = await session.browser.openOptions();
    // The first sync flags the breakouts; from the second on nothing changes any more.
    await requestsOfSync(refresh);
    undisturbed = await readPublished(page);
  });
  afterAll(() => session.close());

  /**
   * Has the worker sync. A command that comes in the moment in which the sync before it ends only
   * joins that one.
   */
  async function refresh(): Promise<void> {
    const { sandbox } = session;
    await forgetLibrary(page);
    await vi.waitFor(
      async () => {
        await page.evaluate(() => void chrome.runtime.sendMessage({ type: 'refresh' }));
        await vi.waitFor(() => expect(sandbox.requests).not.toEqual([]), {
          timeout: 1000,
          interval: 4,
        });
      },
      { timeout: 10_000, interval: 4 },
    );
  }

  /**
   * Waits for the sync that `action` leads to. @returns how many requests there were from beginning
   * to end
   */
  async function requestsOfSync(action: () => Promise<void>): Promise<number> {
    session.sandbox.clearRequests();
    const published = nextPublication(page);
    await action();
    await published;
    return session.sandbox.requests.length;
  }

  const unanswered = () =>
    session.sandbox.requests.filter(({ respondedAt: answeredAt }) => answeredAt === null).length;

  /**
   * Waits until the worker has stored all that it can get without an answer to `held`, so that it
   * has nothing else to ask for.
   */
  async function nothingElseIsLeft({ request }: HeldRequest): Promise<void> {
    await vi.waitFor(
      async () => {
        const checkpoint = await storedCheckpoint(page);
        const steps =
          checkpoint === null ? [] : nextRequests(checkpoint, [stepOf(request, checkpoint)]);
        expect([unanswered(), steps]).toEqual([1, []]);
      },
      { timeout: 20_000, interval: 10 },
    );
  }

  function stepOf({ path, body, query }: LoggedRequest, { listing }: Checkpoint): SyncRequest {
    if (path === '/v2/accounts') return { kind: 'accounts', cursor: null, page: 0 };
    if (path === '/v2/videos/deltas') {
      const { video_ids: ids, windows } = JSON.parse(body);
      return { kind: 'deltas', ids, windows, byGet: false };
    }
    const order = query.get('order_direction') === 'asc' ? 'earliest-first' : 'latest-first';
    const listCursor = listing?.cursors.find(
      (other) => other.platform === query.get('platform') && other.order === order,
    );
    if (listCursor === undefined) throw new Error(`no cursor for ${path}?${query}`);
    return { kind: 'page', listCursor };
  }

  /** Kills the worker, and wakes it without waiting for the alarm that it has set for that. */
  async function killAndWake(): Promise<void> {
    await session.browser.killWorker();
    const alarmIn = await page.evaluate(
      async () => ((await chrome.alarms.get('jobs'))?.scheduledTime ?? Number.NaN) - Date.now(),
    );
    expect(alarmIn).toBeGreaterThan(0);
    expect(alarmIn).toBeLessThanOrEqual(60_000);
    await session.browser.wakeWorker();
  }

  /**
   * A sync whose worker is killed once request number `killedAt` has arrived. @param settle waited
   * for in between
   */
  async function killedRun(
    killedAt: number,
    settle?: (held: HeldRequest) => Promise<void>,
  ): Promise<KilledRun> {
    let arrived = 0;
    let open = 0;
    const requests = await requestsOfSync(async () => {
      const nth = session.sandbox.hold({ where: () => ++arrived === killedAt });
      await refresh();
      const held = await nth;
      await settle?.(held);
      open = unanswered();
      await killAndWake();
      held.release();
    });
    expect(await readPublished(page)).toEqual(undisturbed);
    // Nor did the extension believe that anything was damaged, which would have begun the sync
    // anew.
    expect(
      await page.evaluate(async () => (await chrome.storage.local.get('notices')).notices),
    ).toBeUndefined();
    return {
      'killed at request': killedAt,
      unanswered: open,
      'requests in all': requests,
      repeated: requests - REQUESTS,
    };
  }

  it(`takes ${REQUESTS} requests without a death, and publishes the same each time`, async () => {
    expect(await requestsOfSync(refresh)).toBe(REQUESTS);
    expect(await readPublished(page)).toEqual(undisturbed);
  });

  it('publishes the same after a death at any request, and repeats only that request', {
    timeout: 240_000,
  }, async () => {
    const runs: KilledRun[] = [];
    for (const killedAt of EACH_REQUEST) runs.push(await killedRun(killedAt, nothingElseIsLeft));
    console.table(runs);
    expect(runs.map(({ repeated }) => repeated)).toEqual(EACH_REQUEST.map(() => 1));
  });

  it('repeats at most the requests in flight when it dies among several', {
    timeout: 120_000,
  }, async () => {
    const runs: KilledRun[] = [];
    for (const killedAt of EACH_REQUEST.filter((request) => request % 5 === 3))
      runs.push(await killedRun(killedAt));
    console.table(runs);
    for (const { repeated } of runs) {
      expect(repeated).toBeGreaterThanOrEqual(1);
      expect(repeated).toBeLessThanOrEqual(MAX_IN_FLIGHT);
    }
  });

  it('completes although no worker sees more than two responses', {
    timeout: 120_000,
  }, async () => {
    const recordsStored = async () =>
      (await storedCheckpoint(page))?.nextRecord ?? Number.POSITIVE_INFINITY;
    let kills = 0;
    const requests = await requestsOfSync(async () => {
      let isPublished = false;
      const published = nextPublication(page).then(() => {
        isPublished = true;
      });
      for (let stored = 0; ; kills += 1) {
        let arrived = 0;
        const held = session.sandbox.holdAll({ where: () => ++arrived > 2 });
        await (kills === 0 ? refresh() : session.browser.wakeWorker());
        await Promise.race([held.next(), published]);
        if (!isPublished) {
          // Responses are stored before the worker dies, because otherwise it might never advance.
          await vi.waitFor(async () => expect(await recordsStored()).toBeGreaterThan(stored), {
            timeout: 20_000,
          });
          stored = await recordsStored();
          await session.browser.killWorker();
        }
        held.stop();
        if (isPublished) return;
      }
    });
    expect(await readPublished(page)).toEqual(undisturbed);
    console.log(`${kills} deaths in one sync: ${requests} requests`);
    expect(kills).toBeGreaterThan(5);
    expect(requests - REQUESTS).toBeLessThanOrEqual(kills * MAX_IN_FLIGHT);
  });
});
