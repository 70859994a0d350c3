import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ensureJobs, planJobs, scheduleResume } from '../../../entrypoints/background/job-list.ts';
import { NEW_CHANNEL_MEMORY, NO_ALERT_MEMORY } from '../../../utils/alerts/alert-memory.ts';
import { CHANNEL_OFF, CHANNELS_OFF } from '../../../utils/alerts/channel-state.ts';
import { EMPTY_OUTBOX, enqueue } from '../../../utils/alerts/outbox.ts';
import { JOB_ALARM } from '../../../utils/browser/job-alarm.ts';
import { DEFAULT_SETTINGS } from '../../../utils/settings/settings.ts';
import {
  alertMemoryStore,
  alertPauseStore,
  channelsStore,
  dueJobsStore,
  outboxStore,
} from '../../../utils/storage/stored-values.ts';
import { NO_JOBS } from '../../../utils/sync/due-jobs.ts';
import { alertMessage, alertPost } from '../../builders/alert-message.ts';
import { refuseLocal } from '../../builders/damaged-storage.ts';
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

  it('plans no delivery where no message waits', async () => {
    await alertPauseStore.write({ until: Date.now() + 30 * MINUTE });
    await planJobs((jobs) => jobs);
    expect(await dueJobsStore.read()).toMatchObject({ outbox: null });
  });

  it.each([
    ['its next attempt', 10, null, 10],
    ['the end of a pause that is later', 10, 30, 30],
    ['its next attempt after the end of a pause', 50, 30, 50],
  ])('plans a delivery for %s', async (_, attemptAfter, pauseOf, expected) => {
    const now = Date.now();
    const message = alertMessage({ createdAt: now });
    const [entry] = enqueue(EMPTY_OUTBOX, 'slack', message, now);
    await channelsStore.write({
      ...CHANNELS_OFF,
      slack: { ...CHANNEL_OFF, isOn: true, addressEnding: 'mW8x' },
    });
    await outboxStore.write(
      entry === undefined ? [] : [{ ...entry, notBefore: now + attemptAfter * MINUTE }],
    );
    if (pauseOf !== null) await alertPauseStore.write({ until: now + pauseOf * MINUTE });
    await planJobs((jobs) => jobs);
    expect(await dueJobsStore.read()).toMatchObject({ outbox: now + expected * MINUTE });
  });

  it('plans what waits of alerts for the end of a pause', async () => {
    const now = Date.now();
    const desktop = { ...NEW_CHANNEL_MEMORY, waiting: [alertPost()] };
    const channels = { ...NO_ALERT_MEMORY.channels, desktop };
    await alertMemoryStore.write({ ...NO_ALERT_MEMORY, channels });
    await alertPauseStore.write({ until: now + 30 * MINUTE });
    await planJobs((jobs) => jobs);
    expect(await dueJobsStore.read()).toMatchObject({ alerts: now + 30 * MINUTE });
  });

  it('keeps the changes of two calls at the same moment', async () => {
    const [resume, restart] = [Date.now() + 5 * MINUTE, Date.now() + MINUTE / 2];
    await Promise.all([scheduleResume(resume), planJobs((jobs) => ({ ...jobs, restart }))]);
    expect(await dueJobsStore.read()).toMatchObject({ resume, restart });
  });
});

describe('ensureJobs', () => {
  it('arms an alarm within the default interval where storage fails', async () => {
    refuseLocal(['get', 'set']);
    vi.spyOn(fakeBrowser.storage.session, 'get').mockImplementation(async () => {
      throw new Error('the disk is busy');
    });
    await expect(dueJobsStore.read()).rejects.toThrow();
    const before = Date.now();
    await ensureJobs();
    const alarm = await fakeBrowser.alarms.get(JOB_ALARM);
    const { refreshMinutes } = DEFAULT_SETTINGS;
    expect(alarm?.periodInMinutes).toBe(refreshMinutes);
    expect(alarm?.scheduledTime).toBeGreaterThanOrEqual(before + refreshMinutes * MINUTE);
    expect(alarm?.scheduledTime).toBeLessThanOrEqual(Date.now() + refreshMinutes * MINUTE);
  });
});
