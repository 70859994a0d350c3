import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { planJobs, scheduleResume } from '../../../entrypoints/background/job-list.ts';
import { JOB_ALARM } from '../../../utils/browser/job-alarm.ts';
import { dueJobsStore } from '../../../utils/storage/stored-values.ts';
import { NO_JOBS } from '../../../utils/sync/due-jobs.ts';
import { holdCalls, settled } from '../../builders/held-call.ts';
import { MINUTE } from '../../builders/time.ts';

beforeEach(() => {
  fakeBrowser.reset();
});

afterEach(() => vi.restoreAllMocks());

describe('planJobs', () => {
  it('stores the list only once the alarm is armed', async () => {
    const release = holdCalls(fakeBrowser.alarms, 'create');
    const resume = Date.now() + 5 * MINUTE;
    const planning = scheduleResume(resume);
    await settled();
    expect(await dueJobsStore.read()).toEqual(NO_JOBS);
    release();
    await planning;
    expect(await dueJobsStore.read()).toMatchObject({ resume });
    expect((await fakeBrowser.alarms.get(JOB_ALARM))?.scheduledTime).toBe(resume);
  });

  it('fails, and stores nothing, when the alarm cannot be armed', async () => {
    vi.spyOn(fakeBrowser.alarms, 'create').mockImplementation(async () => {
      throw new Error('no alarms');
    });
    await expect(scheduleResume(Date.now() + MINUTE)).rejects.toThrow('no alarms');
    expect(await dueJobsStore.read()).toEqual(NO_JOBS);
  });

  it('keeps the changes of two calls at the same moment', async () => {
    const [resume, restart] = [Date.now() + 5 * MINUTE, Date.now() + MINUTE / 2];
    await Promise.all([scheduleResume(resume), planJobs((jobs) => ({ ...jobs, restart }))]);
    expect(await dueJobsStore.read()).toMatchObject({ resume, restart });
  });
});
