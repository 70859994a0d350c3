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
  ])('ignores a value that is %s', (_, changes) => {
    expect(changeSettings(before, changes)).toBeNull();
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
