import { describe, expect, it } from 'vitest';
import { settingLabel, settingValueInWords } from '../../../utils/messages/setting-messages.ts';
import { TRAVELLING_SETTINGS } from '../../../utils/settings/settings-file.ts';
import { english } from '../../builders/english.ts';

describe('settingLabel', () => {
  it.each(TRAVELLING_SETTINGS)('names %s as the options page does', (setting) => {
    expect(settingLabel(setting, english)).not.toBe(setting);
  });

  it('keeps the name of a setting of a later version', () => {
    expect(settingLabel('moonPhase', english)).toBe('moonPhase');
  });
});

describe('settingValueInWords', () => {
  it.each([
    ['alertDigestDays', [1, 7], 'Mon, Sun'],
    ['alertPlatforms', ['instagram', 'tiktok'], 'Instagram, TikTok'],
    ['alertCreators', ['Mia', 'Noor'], 'Mia, Noor'],
    ['alertCreators', [], 'all'],
    ['alertAccounts', ['a-1', 'a-2'], '2'],
    ['alertDigest', true, 'on'],
    ['alertDigest', false, 'off'],
    ['alertMinFollowers', 12_000, '12,000'],
    ['alertDigestAt', '09:00', '09:00'],
    ['alertAccounts', [], 'all'],
    ['alertMinMultiple', 7.5, '7.5'],
    ['lists', 'both', 'Both'],
  ])('writes %s %j as “%s”', (setting, value, words) => {
    expect(settingValueInWords(setting, value, { t: english, locale: 'en' })).toBe(words);
  });
});
