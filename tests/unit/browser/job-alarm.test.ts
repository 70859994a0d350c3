import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { armJobAlarm, armStartupAlarm, JOB_ALARM } from '../../../utils/browser/job-alarm.ts';
import { DAY, HOUR, MINUTE } from '../../builders/time.ts';

const alarm = () => fakeBrowser.alarms.get(JOB_ALARM);

beforeEach(() => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
});

describe('armJobAlarm', () => {
  it('creates one alarm for the job, repeating every period', async () => {
    const dueAt = Date.now() + HOUR;
    await armJobAlarm(dueAt, 60);
    expect(await fakeBrowser.alarms.getAll()).toMatchObject([
      { name: JOB_ALARM, scheduledTime: dueAt, periodInMinutes: 60 },
    ]);
  });

  it('keeps a valid alarm, because recreating it at each start delays it forever', async () => {
    const dueAt = Date.now() + MINUTE;
    await armJobAlarm(dueAt, 60);
    const create = vi.spyOn(fakeBrowser.alarms, 'create');
    await armJobAlarm(dueAt, 60);
    expect(create).not.toHaveBeenCalled();
  });

  it.each([
    ['the interval was changed', { periodInMinutes: 15 }],
    ['the clock was set back', { when: Date.now() + DAY, periodInMinutes: 60 }],
  ])('recreates the alarm when %s', async (_, wrong) => {
    const dueAt = Date.now() + HOUR;
    await fakeBrowser.alarms.create(JOB_ALARM, { when: dueAt, ...wrong });
    await armJobAlarm(dueAt, 60);
    expect(await alarm()).toMatchObject({ scheduledTime: dueAt, periodInMinutes: 60 });
  });

  it('schedules an overdue job for now', async () => {
    const before = Date.now();
    await armJobAlarm(before - HOUR, 60);
    expect((await alarm())?.scheduledTime).toBeGreaterThanOrEqual(before);
  });
});

describe('armStartupAlarm', () => {
  it('wakes the worker within a minute and at every period after that', async () => {
    const before = Date.now();
    await armStartupAlarm();
    const armed = await alarm();
    expect(armed?.scheduledTime).toBeGreaterThanOrEqual(before + MINUTE);
    expect(armed?.periodInMinutes).toBe(60);
  });

  it('moves a later alarm forward and keeps its period', async () => {
    await fakeBrowser.alarms.create(JOB_ALARM, { when: Date.now() + HOUR, periodInMinutes: 15 });
    const before = Date.now();
    await armStartupAlarm();
    const armed = await alarm();
    expect(Math.abs((armed?.scheduledTime ?? 0) - before - MINUTE)).toBeLessThan(MINUTE / 2);
    expect(armed?.periodInMinutes).toBe(15);
  });

  it('keeps an alarm that is due within the minute', async () => {
    await fakeBrowser.alarms.create(JOB_ALARM, {
      when: Date.now() + MINUTE / 2,
      periodInMinutes: 60,
    });
    const create = vi.spyOn(fakeBrowser.alarms, 'create');
    await armStartupAlarm();
    expect(create).not.toHaveBeenCalled();
  });

  it('keeps the alarm of a start at the same moment', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(Date.now());
    await armStartupAlarm();
    const create = vi.spyOn(fakeBrowser.alarms, 'create');
    await armStartupAlarm();
    expect(create).not.toHaveBeenCalled();
  });

  it('never throws', async () => {
    vi.spyOn(fakeBrowser.alarms, 'get').mockRejectedValue(new Error('no alarms'));
    await expect(armStartupAlarm()).resolves.toBeUndefined();
  });
});
