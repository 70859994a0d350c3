import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { serialQueue } from '../../../utils/storage/serial-queue.ts';

const sweepRankings = vi.hoisted(() => vi.fn(async () => undefined));
vi.mock('../../../utils/storage/published-rankings.ts', () => ({
  sweepRankings,
  isPublicationReadable: async () => true,
  readFirstRanking: async () => null,
}));
vi.mock('../../../entrypoints/background/api-access.ts', () => ({
  followApiAccess: async () => undefined,
}));
vi.mock('../../../entrypoints/background/update-badge.ts', () => ({
  updateBadge: async () => undefined,
}));
vi.mock('../../../entrypoints/background/sync-runner.ts', () => ({
  syncNow: async () => undefined,
  withSyncStopped: async (change: () => Promise<unknown>) => change(),
}));

const { onWorkerStart } = await import('../../../entrypoints/background/on-worker-start.ts');
const { withPublishLock } = await import('../../../entrypoints/background/publish-lock.ts');

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeEach(() => {
  fakeBrowser.reset();
  const queues = new Map<string, ReturnType<typeof serialQueue>>();
  vi.stubGlobal('navigator', {
    locks: {
      request: (name: string, work: () => Promise<unknown>) => {
        const queue = queues.get(name) ?? serialQueue();
        queues.set(name, queue);
        return queue(work);
      },
    },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('onWorkerStart', () => {
  it('sweeps no ranking while one is being published', async () => {
    let end = () => {};
    const publishing = withPublishLock(
      () =>
        new Promise((resolve) => {
          end = resolve;
        }),
    );
    const started = onWorkerStart();
    await settled();
    expect(sweepRankings).not.toHaveBeenCalled();
    end();
    await Promise.all([publishing, started]);
    expect(sweepRankings).toHaveBeenCalledOnce();
  });
});
