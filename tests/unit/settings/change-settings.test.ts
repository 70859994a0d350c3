import { describe, expect, it } from 'vitest';
import { changeSettings, requiresResync } from '../../../utils/settings/change-settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../utils/settings/settings.ts';

const before: Settings = { ...DEFAULT_SETTINGS, lookbackDays: 30, topMoversCount: 20 };

describe('changeSettings', () => {
  it('changes the given values and keeps the rest, also settings of a later version', () => {
    const later = { ...before, aLaterSetting: 'kept' };
    expect(changeSettings(later, { lookbackDays: 14 })).toEqual({ ...later, lookbackDays: 14 });
  });

  it.each([
    ['below its bounds', { lookbackDays: 0 }],
    ['above its bounds', { topMoversCount: 41 }],
    ['no whole number', { lookbackDays: 7.5 }],
    ['of another type', { refreshMinutes: '60' }],
    ['not one of the choices', { lists: 'neither' }],
    ['invalid beside a valid one', { lookbackDays: 14, topMoversCount: 41 }],
    ['no day of the week', { alertDigestDays: [1, 8] }],
    ['no day at all', { alertDigestDays: [] }],
    ['no time of day', { alertQuietFrom: '24:00' }],
    ['a time with something before it', { alertQuietUntil: '107:00' }],
    ['a time with something after it', { alertDigestAt: '09:000' }],
    ['no minute', { alertDigestAt: '09:60' }],
    ['no whole number of messages', { alertMaxPerDay: 2.5 }],
  ])('ignores a value that is %s', (_, changes) => {
    expect(changeSettings(before, changes)).toBeNull();
  });

  it.each([
    ['the days of a digest', { alertDigestDays: [7, 1] }],
    ['the first minute of a day', { alertQuietFrom: '00:00' }],
    ['the last minute of a day', { alertQuietUntil: '23:59' }],
    ['a time in the evening', { alertDigestAt: '19:30' }],
    ['the smallest and largest numbers', { lookbackDays: 365, refreshMinutes: 15 }],
    ['a fraction of the usual', { alertMinMultiple: 7.5, customMultiple: 2.5 }],
    ['names', { alertCreators: ['Mia'], alertPlatforms: ['tiktok'] }],
  ])('takes %s', (_, changes) => {
    expect(changeSettings(before, changes)).toEqual({ ...before, ...changes });
  });

  it('requires a resync for other lists or another window only', () => {
    expect(requiresResync(before, { ...before, lists: 'both' })).toBe(true);
    expect(requiresResync(before, { ...before, lookbackDays: 7 })).toBe(true);
    expect(
      requiresResync(before, {
        ...before,
        topMoversCount: 5,
        sensitivity: 'quiet',
        refreshMinutes: 15,
      }),
    ).toBe(false);
  });
});
