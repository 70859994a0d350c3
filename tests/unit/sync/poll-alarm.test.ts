import { describe, expect, it } from 'vitest';
import { isAlarmValid } from '../../../utils/sync/poll-alarm.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../builders/moments.ts';

const hourly = (ahead: number) => ({ scheduledTime: NOW + ahead, periodInMinutes: 60 });

describe('the poll alarm', () => {
  it.each([
    ['right when it fires within the hour', hourly(HOUR / 2), true],
    ['right just after it was made', hourly(HOUR), true],
    ['right when it is a little late: browsers hold alarms back', hourly(-MINUTE), true],
    ['wrong when it is more than an interval late: it never fired', hourly(-HOUR - 2 * MINUTE), false],
    ['wrong when it lies a day ahead: the clock was set back', hourly(DAY), false],
    ['wrong when there is none', undefined, false],
    ['wrong with another period', { scheduledTime: NOW + MINUTE, periodInMinutes: 15 }, false],
    ['wrong without a period', { scheduledTime: NOW + MINUTE }, false],
  ])('is %s', (_, alarm, isRight) => {
    expect(isAlarmValid(alarm, 60, NOW)).toBe(isRight);
  });
});
