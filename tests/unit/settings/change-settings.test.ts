import { describe, expect, it } from 'vitest';
import { changeSettings, requiresRerank, requiresResync } from '../../../utils/settings/change-settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../utils/settings/settings.ts';

const before: Settings = { ...DEFAULT_SETTINGS, lookbackDays: 30, topMoversCount: 20 };

describe('changing settings', () => {
  it('changes what is named and keeps the rest, unknown settings of a later version included', () => {
    const later = { ...before, aLaterSetting: 'kept' };
    expect(changeSettings(later, { lookbackDays: 14 })).toEqual({ ...later, lookbackDays: 14 });
  });

  it.each([
    ['below its bounds', { lookbackDays: 0 }],
    ['above its bounds', { topMoversCount: 41 }],
    ['no whole number', { lookbackDays: 7.5 }],
    ['of another type', { refreshMinutes: '60' }],
    ['no choice there is', { lists: 'neither' }],
  ])('changes nothing for a value %s, not even to the default', (_, changes) => {
    expect(changeSettings(before, changes)).toBeNull();
  });

  it('asks the API anew for other lists or another window only', () => {
    expect(requiresResync(before, { ...before, lists: 'both' })).toBe(true);
    expect(requiresResync(before, { ...before, lookbackDays: 7 })).toBe(true);
    expect(requiresResync(before, { ...before, topMoversCount: 5, sensitivity: 'quiet', refreshMinutes: 15 })).toBe(
      false,
    );
  });

  it('ranks anew for whatever the rule or the lists depend on, and for nothing else', () => {
    for (const change of [
      { lookbackDays: 7 },
      { topMoversCount: 5 },
      { sensitivity: 'quiet' },
      { customMultiple: 9 },
      { customMinimumGain: 5 },
    ] as const) {
      expect(requiresRerank(before, { ...before, ...change })).toBe(true);
    }
    expect(requiresRerank(before, { ...before, refreshMinutes: 15, badgeCounts: 'unseen' })).toBe(false);
  });
});
