import { describe, expect, it } from 'vitest';
import {
  afterQuiet,
  digestAfter,
  heldUntil,
  isPaused,
  isQuiet,
  pauseEnd,
} from '../../../utils/alerts/alert-times.ts';
import { localClock } from '../../../utils/alerts/local-clock.ts';
import { DEFAULT_ALERT_SETTINGS } from '../../../utils/settings/alert-settings.ts';
import { DAY, HOUR, MINUTE } from '../../builders/time.ts';

const berlin = localClock('Europe/Berlin');
const utc = localClock('UTC');
const quiet = (from: string, until: string) => ({
  ...DEFAULT_ALERT_SETTINGS,
  ...{ alertQuietHours: true, alertQuietFrom: from, alertQuietUntil: until },
});
const at = (text: string) => Date.parse(text);

describe('isQuiet', () => {
  it.each([
    ['22:00', '07:00', '2026-11-23T21:59Z', false],
    ['22:00', '07:00', '2026-11-23T22:00Z', true],
    ['22:00', '07:00', '2026-11-24T06:59Z', true],
    ['22:00', '07:00', '2026-11-24T07:00Z', false],
    ['12:00', '13:30', '2026-11-23T11:59Z', false],
    ['12:00', '13:30', '2026-11-23T12:00Z', true],
    ['12:00', '13:30', '2026-11-23T13:29Z', true],
    ['12:00', '13:30', '2026-11-23T13:30Z', false],
    ['09:00', '09:00', '2026-11-23T09:00Z', false],
  ])('is from %s to %s at %s: %s', (from, until, time, expected) => {
    expect(isQuiet(quiet(from, until), at(time), utc)).toBe(expected);
  });

  it('is not while quiet hours are off', () => {
    const off = { ...quiet('22:00', '07:00'), alertQuietHours: false };
    expect(isQuiet(off, at('2026-11-23T23:00Z'), utc)).toBe(false);
  });
});

describe('afterQuiet', () => {
  it('ends the next morning after midnight', () => {
    const now = at('2026-11-23T23:00Z');
    expect(afterQuiet(quiet('22:00', '07:00'), now, utc)).toBe(at('2026-11-24T07:00Z'));
  });

  it('is the present outside of quiet hours', () => {
    const now = at('2026-11-23T12:00Z');
    expect(afterQuiet(quiet('22:00', '07:00'), now, utc)).toBe(now);
  });

  it('ends by the wall clock after clocks were set forward, and back', () => {
    const night = quiet('22:00', '07:00');
    expect(afterQuiet(night, at('2027-03-27T22:00Z'), berlin)).toBe(at('2027-03-28T05:00Z'));
    expect(afterQuiet(night, at('2026-10-24T21:00Z'), berlin)).toBe(at('2026-10-25T06:00Z'));
  });

  it('ends when clocks skip its end', () => {
    // Berlin has no 2:30 on this day.
    const end = afterQuiet(quiet('22:00', '02:30'), at('2027-03-28T00:00Z'), berlin);
    expect(end).toBe(at('2027-03-28T01:00Z'));
  });

  it('ends again when clocks show its end twice', () => {
    const night = quiet('22:00', '02:30');
    const first = afterQuiet(night, at('2026-10-24T22:00Z'), berlin);
    expect(first).toBe(at('2026-10-25T00:30Z'));
    // 2:00 once more.
    expect(afterQuiet(night, at('2026-10-25T01:00Z'), berlin)).toBe(at('2026-10-25T01:30Z'));
  });

  it('ends again in almost all of a day that is quiet, by an hour or half of one', () => {
    const berlinEnd = afterQuiet(quiet('04:00', '02:30'), at('2026-10-25T01:00Z'), berlin);
    expect(berlinEnd).toBe(at('2026-10-25T01:30Z'));
    // Clocks show 1:30 to 2:00 twice.
    const lordHowe = localClock('Australia/Lord_Howe');
    const end = afterQuiet(quiet('02:00', '01:45'), at('2027-04-03T15:00Z'), lordHowe);
    expect(end).toBe(at('2027-04-03T15:15Z'));
  });
});

describe('heldUntil', () => {
  const now = at('2026-11-23T12:00Z');
  const restraint = { settings: DEFAULT_ALERT_SETTINGS, pausedUntil: null, clock: utc };
  const today = [1, 2, 3, 4, 5].map((hour) => at('2026-11-23T00:00Z') + hour * HOUR);

  it('is the present while nothing holds messages back', () => {
    expect(heldUntil(restraint, today.slice(1), null, now)).toBe(now);
  });

  it('is the end of a pause, and of the quiet hours that it ends in', () => {
    const pausedUntil = now + HOUR;
    expect(heldUntil({ ...restraint, pausedUntil }, [], null, now)).toBe(pausedUntil);
    const settings = quiet('12:30', '15:00');
    expect(heldUntil({ ...restraint, settings, pausedUntil }, [], null, now)).toBe(
      at('2026-11-23T15:00Z'),
    );
  });

  it('is the next morning after the messages of a day', () => {
    expect(heldUntil(restraint, today, null, now)).toBe(at('2026-11-24T08:00Z'));
    const afterMidnight = at('2026-11-24T00:30Z');
    expect(heldUntil(restraint, today, null, afterMidnight)).toBe(at('2026-11-24T08:00Z'));
  });

  it('keeps one message of the day for its digest', () => {
    const digestAt = at('2026-11-23T18:00Z');
    expect(heldUntil(restraint, today.slice(1), digestAt, now)).toBe(at('2026-11-24T08:00Z'));
    expect(heldUntil(restraint, today.slice(2), digestAt, now)).toBe(now);
  });

  it('keeps the only message of the next day for its digest', () => {
    const once = { ...restraint, settings: { ...DEFAULT_ALERT_SETTINGS, alertMaxPerDay: 1 } };
    const digestAt = at('2026-11-24T18:00Z');
    expect(heldUntil(once, today.slice(4), digestAt, now)).toBe(at('2026-11-25T08:00Z'));
  });
});

describe('digestAfter', () => {
  const weekdays = { ...DEFAULT_ALERT_SETTINGS, alertDigest: true };

  it('is at its time on the next of its days', () => {
    expect(digestAfter(weekdays, at('2026-11-23T08:00Z'), utc)).toBe(at('2026-11-23T09:00Z'));
    expect(digestAfter(weekdays, at('2026-11-27T09:00Z'), utc)).toBe(at('2026-11-30T09:00Z'));
  });

  it('is at the same hour of the wall clock in summer and winter', () => {
    expect(digestAfter(weekdays, at('2026-10-23T12:00Z'), berlin)).toBe(at('2026-10-26T08:00Z'));
    expect(digestAfter(weekdays, at('2026-10-22T12:00Z'), berlin)).toBe(at('2026-10-23T07:00Z'));
  });

  it('is not while digests are off', () => {
    expect(digestAfter(DEFAULT_ALERT_SETTINGS, at('2026-11-23T08:00Z'), utc)).toBeNull();
  });
});

describe('pauseEnd', () => {
  it('is an hour later, or the next morning', () => {
    const now = at('2026-11-23T22:10Z');
    expect(pauseEnd('hour', now, berlin)).toBe(now + HOUR);
    expect(pauseEnd('tomorrow', now, berlin)).toBe(at('2026-11-24T07:00Z'));
  });
});

describe('isPaused', () => {
  const now = at('2026-11-23T12:00Z');
  it('ends with its time', () => {
    expect(isPaused(now + MINUTE, now)).toBe(true);
    expect(isPaused(now, now)).toBe(false);
    expect(isPaused(null, now)).toBe(false);
  });

  it('does not outlast a clock that was set back', () => {
    expect(isPaused(now + 2 * DAY, now)).toBe(true);
    expect(isPaused(now + 2 * DAY + 1, now)).toBe(false);
  });
});
