import { describe, expect, it } from 'vitest';
import { localeOfMessages } from '../../../utils/messages/locale-of-messages.ts';

describe('localeOfMessages', () => {
  it.each([
    ['en', 'en-GB', 'en-GB'],
    ['en', 'EN-us', 'EN-us'],
    ['en', 'de', 'en'],
    ['en', 'ar-EG', 'en'],
    // Not the language "en", although it begins like it.
    ['en', 'enm', 'en'],
    ['pt-BR', 'pt-PT', 'pt-PT'],
  ])(
    'returns for messages in %s in a browser in %s the locale %s',
    (catalogue, browser, locale) => {
      expect(localeOfMessages(catalogue, browser)).toBe(locale);
    },
  );
});
