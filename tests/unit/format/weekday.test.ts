import { describe, expect, it } from 'vitest';
import { weekdayName } from '../../../utils/format/weekday.ts';

describe('weekdayName', () => {
  it('names the days from Monday on, whatever the time zone', () => {
    const days = [1, 2, 3, 4, 5, 6, 7];
    expect(days.map((day) => weekdayName(day, 'en')).join(' ')).toBe('Mon Tue Wed Thu Fri Sat Sun');
    expect(weekdayName(1, 'de')).toBe('Mo');
  });
});
