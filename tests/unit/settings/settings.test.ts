import { describe, expect, it } from 'vitest';
import { parseSetting } from '../../../utils/settings/parse-setting.ts';
import { DEFAULT_SETTINGS } from '../../../utils/settings/settings.ts';
import { migrateSettings, settingsSchema } from '../../../utils/settings/settings-schema.ts';

describe('settingsSchema', () => {
  it('returns the defaults for a new user', () => {
    expect(settingsSchema.parse({})).toEqual(DEFAULT_SETTINGS);
    expect(DEFAULT_SETTINGS).toMatchObject({
      lookbackDays: 7,
      lists: 'account-videos',
      refreshMinutes: 60,
      topMoversCount: 10,
    });
  });

  it.each(Object.keys(DEFAULT_SETTINGS))('resets only %s when it is damaged', (setting) => {
    const good = { ...DEFAULT_SETTINGS, lookbackDays: 30, topMoversCount: 5, refreshMinutes: 90 };
    for (const damaged of [null, 'nonsense', -1, Number.NaN, [], {}]) {
      expect(settingsSchema.parse({ ...good, [setting]: damaged })).toEqual({
        ...good,
        [setting]: DEFAULT_SETTINGS[setting],
      });
    }
  });

  it('keeps what a later version has added', () => {
    expect(settingsSchema.parse({ later: { kept: true } })).toMatchObject({
      later: { kept: true },
    });
  });
});

describe('migrateSettings', () => {
  it('keeps the place of the key under the name of version 0.1.0', () => {
    expect(migrateSettings({ keepKey: 'session', lookbackDays: 9 })).toEqual({
      keyPersistence: 'session',
      lookbackDays: 9,
    });
  });

  it('leaves later settings alone', () => {
    const settings = { keyPersistence: 'session', lookbackDays: 9 };
    expect(migrateSettings(settings)).toEqual(settings);
    expect(migrateSettings({ lookbackDays: 9 })).toEqual({ lookbackDays: 9 });
  });
});

describe('parseSetting', () => {
  it.each([
    ['14', 14],
    [' 14 ', 14],
    ['+14', 14],
    ['14.0', 14],
    ['14,0', 14],
    ['14.0000', 14],
    ['١٤', 14],
    ['۱۴', 14],
    ['１４', 14],
    ['1', 1],
    ['365', 365],
  ])('parses “%s”', (typed, value) => {
    expect(parseSetting('lookbackDays', typed)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'not-a-number'],
    ['a week', 'not-a-number'],
    ['1e2', 'not-a-number'],
    ['7.5', 'not-whole'],
    ['1,000', 'not-whole'],
    ['30.000', 'not-whole'],
    ['0', 'out-of-bounds'],
    ['366', 'out-of-bounds'],
    ['-7', 'out-of-bounds'],
    ['x14', 'not-a-number'],
    ['14 d', 'not-a-number'],
    ['14.', 'not-a-number'],
    ['1,000,000', 'not-a-number'],
  ])('explains what is wrong with “%s”', (typed, fault) => {
    expect(parseSetting('lookbackDays', typed)).toEqual({ ok: false, fault });
  });

  it('accepts a fraction where one makes sense', () => {
    for (const typed of ['2,5', '2.5', '٢٫٥', '2.500'])
      expect(parseSetting('customMultiple', typed)).toEqual({ ok: true, value: 2.5 });
  });
});
