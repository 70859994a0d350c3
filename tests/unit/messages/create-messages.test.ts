import { describe, expect, it } from 'vitest';
import { createMessages } from '../../../utils/messages/create-messages.ts';
import type { MessageKey, PluralKey } from '../../../utils/messages/translate.ts';
import { fillPlaces } from '../../builders/catalogue.ts';
import { english } from '../../builders/english.ts';

const DAYS = 'days' as PluralKey;
const AGE = 'row.age' as MessageKey;

const messagesIn = (language: string, catalogue: Record<string, string>, browser = language) =>
  createMessages({
    lookUp: (name, substitutions) =>
      fillPlaces({ extension_language: language, ...catalogue }[name] ?? '', substitutions),
    browserLocale: () => browser,
  });

describe('translate', () => {
  it('replaces the places of a message', () => {
    expect(english('row.usual', '1K', '7 d')).toBe('usually 1K in 7 d');
  });

  it('writes numbers in the language of the catalogue', () => {
    const german = messagesIn('de', { row_age: '$1 alt' }, 'de-AT');
    expect(german.translate(AGE, 1234.5)).toBe('1234,5 alt'.replace('1234', '1\u00a0234'));
    expect(messagesIn('de', { row_age: '$1' }).translate(AGE, 12_345)).toBe('12.345');
    expect(messagesIn('ar', { row_age: '$1' }, 'ar-EG').translate(AGE, 12)).toBe('١٢');
  });

  it('isolates substitutions in a catalogue from right to left', () => {
    const arabic = messagesIn('ar', { extension_direction: 'rtl', row_age: 'عمره $1' });
    expect(arabic.translate(AGE, '@nike')).toBe('عمره \u2068@nike\u2069');
    expect(arabic.translate(AGE, '')).toBe('عمره ');
    expect(english('row.age', '@nike')).toBe('@nike old');
  });
});

describe('translate.plural', () => {
  it('chooses the form by the count and not by the substitutions', () => {
    expect(english.plural('days', 1, '1')).toBe('1 day');
    expect(english.plural('days', 1000, '1,000')).toBe('1,000 days');
    expect(english.plural('days', 0, '0')).toBe('0 days');
  });

  it('knows all six categories of Arabic', () => {
    const categories = ['zero', 'one', 'two', 'few', 'many', 'other'];
    const { translate } = messagesIn(
      'ar',
      Object.fromEntries(categories.map((category) => [`days_${category}`, category])),
    );
    expect([0, 1, 2, 3, 11, 100].map((count) => translate.plural(DAYS, count))).toEqual(categories);
  });

  it('follows the catalogue and not the browser where their rules differ', () => {
    // None is singular in Brazil and plural in Portugal.
    const catalogue = { days_one: 'dia', days_other: 'dias' };
    const plural = (browser: string) =>
      messagesIn('pt-BR', catalogue, browser).translate.plural(DAYS, 0);
    expect(plural('pt-PT')).toBe('dia');
    expect(plural('pt-BR')).toBe('dia');
  });
});

describe('locale and direction', () => {
  it('are those of the catalogue, with the region of a browser that speaks its language', () => {
    expect(messagesIn('en', {}, 'en-GB').locale()).toBe('en-GB');
    expect(messagesIn('en', {}, 'ar-EG').locale()).toBe('en');
    expect(messagesIn('en', {}, 'ar-EG').direction()).toBe('ltr');
    expect(messagesIn('ar', { extension_direction: 'rtl' }, 'ar-EG').direction()).toBe('rtl');
  });
});
