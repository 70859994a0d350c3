import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SyncResult } from '../../../utils/sync/run-sync.ts';
import { stubLocks } from '../../builders/stub-locks.ts';

const started = vi.hoisted(() => [] as ((result: SyncResult) => void)[]);
vi.mock('../../../entrypoints/background/sync-with-recovery.ts', () => ({
  syncWithRecovery: () => new Promise<SyncResult>((end) => started.push(end)),
}));
vi.mock('../../../entrypoints/background/refresh-overview.ts', () => ({
  refreshOverview: async () => undefined,
}));
vi.mock('../../../entrypoints/background/check-api-deprecation.ts', () => ({
  checkApiDeprecation: async () => undefined,
}));

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
});
