import { describe, expect, it } from 'vitest';
import {
  firstMoment,
  localClock,
  minuteOfText,
  weekdayOf,
} from '../../../utils/alerts/local-clock.ts';
import { DAY, MINUTE } from '../../builders/time.ts';

const dayOf = (date: string) => Date.parse(`${date}T00:00Z`) / DAY;

describe('localClock', () => {
  it.each([
    ['UTC', '2026-11-23', '09:00', '2026-11-23T09:00Z'],
    ['Asia/Kolkata', '2026-11-23', '00:00', '2026-11-22T18:30Z'],
    // Clocks are set forward from 2:00 to 3:00.
    ['Europe/Berlin', '2027-03-28', '01:30', '2027-03-28T00:30Z'],
    ['Europe/Berlin', '2027-03-28', '02:30', '2027-03-28T01:00Z'],
    ['Europe/Berlin', '2027-03-28', '03:30', '2027-03-28T01:30Z'],
    // Clocks are set back from 3:00 to 2:00.
    ['Europe/Berlin', '2026-10-25', '01:30', '2026-10-24T23:30Z'],
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30Z'],
    ['Europe/Berlin', '2026-10-25', '03:30', '2026-10-25T02:30Z'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30Z'],
    // The day begins at 1:00.
    ['America/Santiago', '2026-09-06', '00:00', '2026-09-06T04:00Z'],
    // Clocks are set forward from 2:00 to 2:30, and back from 2:00 to 1:30.
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30Z'],
    ['Australia/Lord_Howe', '2027-04-04', '01:45', '2027-04-03T14:45Z'],
  ])('has in %s on %s its first %s at %s', (timeZone, date, text, moment) => {
    const at = localClock(timeZone).momentOf(dayOf(date), minuteOfText(text));
    expect(new Date(at).toISOString()).toBe(new Date(moment).toISOString());
  });

  it('knows the local day and minute', () => {
    const time = Date.parse('2026-11-22T18:31:59Z');
    const kolkata = localClock('Asia/Kolkata');
    expect([kolkata.dayOf(time), kolkata.minuteOf(time)]).toEqual([dayOf('2026-11-23'), 1]);
    const utc = localClock('UTC');
    expect([utc.dayOf(time), utc.minuteOf(time)]).toEqual([dayOf('2026-11-22'), 18 * 60 + 31]);
  });

  it('is made once for a zone', () => {
    const tokyo = localClock('Asia/Tokyo');
    expect(tokyo.minuteOf(Date.parse('2026-11-23T00:00Z'))).toBe(9 * 60);
    expect(localClock('Asia/Tokyo')).toBe(tokyo);
  });

  it('is not known for a zone that does not exist', () => {
    expect(() => localClock('Nowhere/Nothing')).toThrow(RangeError);
  });
});

describe('weekdayOf', () => {
  it.each([
    ['2026-11-23', 1],
    ['2026-11-29', 7],
    ['1970-01-01', 4],
    ['1969-12-31', 3],
    ['1969-12-28', 7],
  ])('of %s is %d', (date, weekday) => {
    expect(weekdayOf(dayOf(date))).toBe(weekday);
  });
});

describe('firstMoment', () => {
  it('is the first second from which a condition holds', () => {
    const wanted = 7 * MINUTE + 3000;
    expect(firstMoment(0, DAY, (time) => time >= wanted)).toBe(wanted);
    expect(firstMoment(0, DAY, (time) => time > wanted)).toBe(wanted + 1000);
  });

  it('is the earlier moment where it holds there, else the later one', () => {
    expect(firstMoment(5, DAY, () => true)).toBe(5);
    expect(firstMoment(5, DAY, (time) => time >= DAY)).toBe(DAY);
  });
});
