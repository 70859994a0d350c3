import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { translate } from '../../../utils/browser/translate.ts';
import type { MessageKey } from '../../../utils/messages/translate.ts';
import { ENGLISH_CATALOGUE, english, englishMessage } from '../../builders/english.ts';

const PLACES = ['A', 2, 'C', 'D', 'E'];

beforeEach(() => {
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation((name, substitutions = []) =>
    englishMessage(name, [substitutions].flat().map(String)),
  );
});

describe('translate', () => {
  it('returns the expected English text for every message of the catalogue', async () => {
    const keys = (await parseMessagesFile(ENGLISH_CATALOGUE))
      .map(({ key }) => key.join('.'))
      .filter((key): key is MessageKey => !key.startsWith('@@'));
    expect(keys.length).toBeGreaterThan(100);
    for (const key of keys) {
      expect(translate(key, ...PLACES)).toBe(english(key, ...PLACES));
      for (const count of [0, 1, 2]) {
        expect(translate.plural(key, count, ...PLACES)).toBe(english.plural(key, count, ...PLACES));
      }
    }
  });

  it('chooses the plural form by the count and not by the substitutions', () => {
    expect(translate.plural('days', 1, '1')).toBe('1 day');
    expect(translate.plural('days', 1000, '1,000')).toBe('1,000 days');
    expect(translate.plural('days', 0, '0')).toBe('0 days');
  });
});
