import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createProblem } from '../../../utils/creator-audit/problem/create-problem.ts';
import { NO_JOBS } from '../../../utils/sync/due-jobs.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';

const access = vi.hoisted(() => ({ isGranted: true }));
const runner = vi.hoisted(() => ({ syncNow: vi.fn(), withSyncStopped: vi.fn() }));
vi.mock('../../../utils/browser/api-access.ts', () => ({
  hasApiAccess: async () => access.isGranted,
}));
vi.mock('../../../entrypoints/background/sync-runner.ts', () => runner);
vi.mock('../../../entrypoints/background/update-badge.ts', () => ({
  updateBadge: async () => undefined,
}));

const { followApiAccess } = await import('../../../entrypoints/background/api-access.ts');
const { dueJobsStore, eventsStore, keyOwnerStore, syncStatusStore } = await import(
  '../../../utils/storage/stored-values.ts'
);

const MISSING = createProblem('access-missing');

describe('followApiAccess', () => {
  beforeEach(async () => {
    fakeBrowser.reset();
    runner.withSyncStopped.mockImplementation((change: () => Promise<void>) => change());
    await keyOwnerStore.write(aKeyOwner());
    await syncStatusStore.write(aSyncStatus());
  });

  it('stops the sync and every scheduled retry when access is removed', async () => {
    await dueJobsStore.write({ ...NO_JOBS, resume: Date.now() + 60_000 });
    access.isGranted = false;
    await followApiAccess();
    expect(runner.withSyncStopped).toHaveBeenCalled();
    expect(await syncStatusStore.read()).toMatchObject({ problem: MISSING, pause: null });
    expect((await dueJobsStore.read()).resume).toBeNull();
    expect(await eventsStore.read()).toMatchObject([{ type: 'access-removed' }]);
  });

  it('syncs at once when access is granted again', async () => {
    await syncStatusStore.write(aSyncStatus({ problem: MISSING }));
    access.isGranted = true;
    await followApiAccess();
    expect(runner.syncNow).toHaveBeenCalledWith('manual');
    expect(await eventsStore.read()).toMatchObject([{ type: 'access-granted' }]);
  });

  it.each([
    ['access as before', true, null],
    ['missing access that is known', false, MISSING],
    ['access after another problem', true, createProblem('network')],
  ])('changes nothing for %s', async (_, isGranted, problem) => {
    const status = aSyncStatus({ problem });
    await syncStatusStore.write(status);
    access.isGranted = isGranted;
    await followApiAccess();
    expect(runner.syncNow).not.toHaveBeenCalled();
    expect(runner.withSyncStopped).not.toHaveBeenCalled();
    expect(await syncStatusStore.read()).toEqual(status);
  });

  it('changes nothing while no key is stored', async () => {
    await keyOwnerStore.remove();
    access.isGranted = false;
    await followApiAccess();
    expect((await syncStatusStore.read()).problem).toBeNull();
  });
});
