import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ensurePollAlarm, POLL_ALARM, RESUME_ALARM, scheduleResume } from '../../../utils/browser/sync-alarm.ts';
import { DAY, HOUR, MINUTE } from '../../builders/moments.ts';

beforeEach(() => fakeBrowser.reset());

describe('the poll alarm', () => {
  it('is made when there is none, to fire after one interval and then at every interval', async () => {
    const before = Date.now();
    await ensurePollAlarm(60, before);
    const alarm = await fakeBrowser.alarms.get(POLL_ALARM);
    expect(alarm?.periodInMinutes).toBe(60);
    expect(alarm?.scheduledTime).toBeGreaterThanOrEqual(before + HOUR);
  });

  it('is left alone when it is right: made anew at every start of the worker it would never fire', async () => {
    const now = Date.now();
    const right = { when: now + MINUTE, periodInMinutes: 60 };
    await fakeBrowser.alarms.create(POLL_ALARM, right);
    await ensurePollAlarm(60, now);
    expect(await fakeBrowser.alarms.get(POLL_ALARM)).toMatchObject({ scheduledTime: right.when });
  });

  it.each([
    ['the interval was changed', { periodInMinutes: 15 }],
    ['the clock was set back', { when: Date.now() + DAY, periodInMinutes: 60 }],
  ])('is made anew when %s', async (_, wrong) => {
    await fakeBrowser.alarms.create(POLL_ALARM, { when: Date.now() + MINUTE, ...wrong });
    const now = Date.now();
    await ensurePollAlarm(60, now);
    const alarm = await fakeBrowser.alarms.get(POLL_ALARM);
    expect(alarm?.periodInMinutes).toBe(60);
    expect(Math.abs((alarm?.scheduledTime ?? 0) - now - HOUR)).toBeLessThan(MINUTE);
    expect(await fakeBrowser.alarms.getAll()).toHaveLength(1);
  });
});

describe('the alarm that goes on with a sync', () => {
  it('fires once, at the time asked for, and stands beside the poll alarm', async () => {
    const now = Date.now();
    await ensurePollAlarm(60, now);
    await scheduleResume(now + 90_000);
    expect(await fakeBrowser.alarms.get(RESUME_ALARM)).toMatchObject({ scheduledTime: now + 90_000 });
    expect((await fakeBrowser.alarms.get(RESUME_ALARM))?.periodInMinutes).toBeUndefined();
    expect(await fakeBrowser.alarms.getAll()).toHaveLength(2);
  });

  it('is dropped when there is nothing to go on with, and the poll alarm stays', async () => {
    await ensurePollAlarm(60, Date.now());
    await scheduleResume(Date.now() + 90_000);
    await scheduleResume(null);
    expect((await fakeBrowser.alarms.getAll()).map(({ name }) => name)).toEqual([POLL_ALARM]);
  });
});
