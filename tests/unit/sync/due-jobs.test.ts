import { describe, expect, it } from 'vitest';
import {
  beginJobs,
  correctJobs,
  isAlarmValid,
  isSyncJobDue,
  NO_JOBS,
  nextJobAt,
} from '../../../utils/sync/due-jobs.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../builders/time.ts';

describe('nextJobAt', () => {
  it('returns null when nothing is planned', () => {
    expect(nextJobAt(NO_JOBS)).toBeNull();
  });

  it('returns the earliest planned job', () => {
    expect(nextJobAt({ ...NO_JOBS, poll: NOW + HOUR, resume: NOW + MINUTE })).toBe(NOW + MINUTE);
  });
});

describe('correctJobs', () => {
  it.each([
    ['plans a missing poll', null, NOW + HOUR],
    ['keeps a poll within the period', NOW + MINUTE, NOW + MINUTE],
    ['keeps an overdue poll', NOW - DAY, NOW - DAY],
    ['advances a poll planned before the clock went back', NOW + DAY, NOW + HOUR],
  ])('%s', (_, poll, corrected) => {
    expect(correctJobs({ ...NO_JOBS, poll }, 60, NOW).poll).toBe(corrected);
  });

  it('advances a restart planned before the clock went back, and plans none', () => {
    expect(correctJobs({ ...NO_JOBS, restart: NOW + DAY }, 60, NOW).restart).toBe(NOW + MINUTE);
    expect(correctJobs({ ...NO_JOBS, restart: NOW + 1 }, 60, NOW).restart).toBe(NOW + 1);
    expect(correctJobs(NO_JOBS, 60, NOW).restart).toBeNull();
  });

  it('keeps a long wait requested by the API', () => {
    expect(correctJobs({ ...NO_JOBS, resume: NOW + DAY }, 60, NOW).resume).toBe(NOW + DAY);
  });
});

describe('isSyncJobDue', () => {
  it('is false before the first job and true from then on', () => {
    const jobs = { ...NO_JOBS, poll: NOW + HOUR, resume: NOW };
    expect(isSyncJobDue(jobs, NOW - 1)).toBe(false);
    expect(isSyncJobDue(jobs, NOW)).toBe(true);
    expect(isSyncJobDue(NO_JOBS, NOW)).toBe(false);
  });

  it.each(['poll', 'resume', 'restart'] as const)('is true once the %s is due', (job) => {
    expect(isSyncJobDue({ ...NO_JOBS, [job]: NOW }, NOW)).toBe(true);
  });

  it('ignores the job that repaints the badge', () => {
    expect(isSyncJobDue({ ...NO_JOBS, repaint: NOW }, NOW)).toBe(false);
    expect(nextJobAt({ ...NO_JOBS, repaint: NOW })).toBe(NOW);
  });
});

describe('beginJobs', () => {
  it('takes due jobs, keeps later ones, and plans their retry', () => {
    expect(beginJobs({ ...NO_JOBS, poll: NOW - 1, resume: NOW + HOUR }, NOW)).toEqual({
      ...NO_JOBS,
      poll: null,
      resume: NOW + HOUR,
      restart: NOW + MINUTE,
    });
  });

  it('takes a job at its very moment', () => {
    expect(beginJobs({ ...NO_JOBS, resume: NOW }, NOW).resume).toBeNull();
    expect(beginJobs({ ...NO_JOBS, resume: NOW + 1 }, NOW).resume).toBe(NOW + 1);
  });
});

describe('isAlarmValid', () => {
  const hourly = (scheduledTime: number) => ({ scheduledTime, periodInMinutes: 60 });

  it.each([
    ['accepts an alarm at the time of the job', hourly(NOW + HOUR), NOW + HOUR, true],
    [
      'accepts the delay of 30 s that Chrome gives a job due now',
      hourly(NOW + MINUTE / 2),
      NOW,
      true,
    ],
    [
      'accepts an alarm of the next 30 s for an earlier job, because another would be later',
      hourly(NOW + MINUTE / 3),
      NOW + MINUTE / 6,
      true,
    ],
    [
      'accepts an alarm that is slightly late, because browsers delay alarms',
      hourly(NOW - MINUTE / 2),
      NOW - HOUR,
      true,
    ],
    ['accepts one a minute late', hourly(NOW - MINUTE), NOW - HOUR, true],
    ['rejects one that never fired', hourly(NOW - MINUTE - 1), NOW - HOUR, false],
    ['rejects one later than Chrome delays it', hourly(NOW + MINUTE / 2 + 1), NOW, false],
    ['rejects one after the job', hourly(NOW + HOUR), NOW + 30 * MINUTE, false],
    ['rejects one long before the job', hourly(NOW + MINUTE), NOW + HOUR, false],
    ['rejects none', undefined, NOW, false],
    [
      'rejects another period',
      { scheduledTime: NOW + HOUR, periodInMinutes: 15 },
      NOW + HOUR,
      false,
    ],
    ['rejects one without a period', { scheduledTime: NOW + HOUR }, NOW + HOUR, false],
  ])('%s', (_, alarm, dueAt, isValid) => {
    expect(isAlarmValid(alarm, dueAt, 60, NOW)).toBe(isValid);
  });
});
