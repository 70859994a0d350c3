import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { JOB_ALARM } from '../../../utils/browser/job-alarm.ts';
import { DEFAULT_SETTINGS } from '../../../utils/settings/settings.ts';
import { type DueJobs, NO_JOBS } from '../../../utils/sync/due-jobs.ts';
import { settled } from '../../builders/held-call.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../builders/time.ts';

const syncNow = vi.hoisted(() => vi.fn());
vi.mock('../../../entrypoints/background/sync-runner.ts', () => ({ syncNow }));

const { runDueJobs } = await import('../../../entrypoints/background/run-due-jobs.ts');
const { dueJobsStore, syncStatusStore } = await import('../../../utils/storage/stored-values.ts');

const NEXT_POLL = NOW + DEFAULT_SETTINGS.refreshMinutes * MINUTE;

const plan = (jobs: Partial<DueJobs>) => dueJobsStore.write({ ...NO_JOBS, ...jobs });

beforeEach(async () => {
  fakeBrowser.reset();
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  await syncStatusStore.write(aSyncStatus());
});

afterEach(() => {
  vi.useRealTimers();
});

describe('runDueJobs', () => {
  it.each([
    ['poll', { poll: NOW, resume: NOW + DAY }, { poll: NEXT_POLL, resume: NOW + DAY }],
    ['resume', { poll: NOW + MINUTE, resume: NOW }, { poll: NOW + MINUTE, resume: null }],
    ['restart', { poll: NOW + MINUTE, restart: NOW }, { poll: NOW + MINUTE, resume: null }],
  ])('plans the repetition of a due %s before it syncs', async (_, jobs, later) => {
    await plan(jobs);
    syncNow.mockImplementation(async () => {
      expect(await dueJobsStore.read()).toEqual({
        ...NO_JOBS,
        ...later,
        restart: NOW + MINUTE,
      });
      const alarm = await fakeBrowser.alarms.get(JOB_ALARM);
      expect(alarm?.scheduledTime).toBeLessThanOrEqual(NOW + MINUTE);
    });
    await runDueJobs();
    expect(syncNow).toHaveBeenCalledExactlyOnceWith('scheduled');
    expect(await dueJobsStore.read()).toEqual({ ...NO_JOBS, ...later });
  });

  it('keeps the repetition planned while the sync runs, and when it fails', async () => {
    await plan({ poll: NOW });
    const { promise, reject } = Promise.withResolvers<void>();
    syncNow.mockReturnValue(promise);
    const running = runDueJobs();
    await settled();
    expect(syncNow).toHaveBeenCalled();
    reject(new Error('the sync failed'));
    await expect(running).rejects.toThrow('the sync failed');
    expect((await dueJobsStore.read()).restart).toBe(NOW + MINUTE);
  });

  it('does nothing before a job is due', async () => {
    await plan({ poll: NOW + 1, resume: NOW + HOUR });
    await runDueJobs();
    expect(syncNow).not.toHaveBeenCalled();
    expect(await dueJobsStore.read()).toEqual({ ...NO_JOBS, poll: NOW + 1, resume: NOW + HOUR });
  });

  it('syncs without a due job when the last sync was an interval ago', async () => {
    await plan({ poll: NOW + MINUTE });
    await syncStatusStore.write(aSyncStatus({ lastAttemptAt: NOW - 2 * HOUR }));
    await runDueJobs();
    expect(syncNow).toHaveBeenCalledExactlyOnceWith('scheduled');
  });
});
