import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SyncResult } from '../../../utils/sync/run-sync.ts';
import { stubLocks } from '../../builders/stub-locks.ts';

const started = vi.hoisted(() => [] as ((result: SyncResult) => void)[]);
vi.mock('../../../entrypoints/background/sync-with-recovery.ts', () => ({
  syncWithRecovery: () => new Promise<SyncResult>((end) => started.push(end)),
}));
const afterwards = vi.hoisted(() => ({ refreshOverview: vi.fn(), checkApiDeprecation: vi.fn() }));
vi.mock('../../../entrypoints/background/refresh-overview.ts', () => afterwards);
vi.mock('../../../entrypoints/background/check-api-deprecation.ts', () => afterwards);

/** Another worker: its modules are its own, its locks are the browser's. */
async function newWorker() {
  vi.resetModules();
  return import('../../../entrypoints/background/sync-runner.ts');
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  started.length = 0;
  stubLocks();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('sync-runner', () => {
  it('keeps the syncs of two workers apart', async () => {
    const [one, other] = [await newWorker(), await newWorker()];
    const both = Promise.all([one.syncNow('manual'), other.syncNow('manual')]);
    await settled();
    expect(started).toHaveLength(1);
    started[0]?.('done');
    await settled();
    expect(started).toHaveLength(2);
    started[1]?.('done');
    await both;
  });

  it.each([
    ['done', 1],
    ['not-due', 0],
  ] as const)(
    'asks for figures that a sync does not need after one that is %s',
    async (end, calls) => {
      const sync = (await newWorker()).syncNow('manual');
      await settled();
      started[0]?.(end);
      await sync;
      expect(afterwards.refreshOverview).toHaveBeenCalledTimes(calls);
      expect(afterwards.checkApiDeprecation).toHaveBeenCalledTimes(calls);
    },
  );

  it('asks for none with the key of a sync that was stopped for another', async () => {
    const { syncNow, withSyncStopped } = await newWorker();
    const sync = syncNow('manual');
    await settled();
    const stopped = withSyncStopped(async () => undefined);
    started[0]?.('done');
    await Promise.all([sync, stopped]);
    expect(afterwards.refreshOverview).not.toHaveBeenCalled();
  });
});
