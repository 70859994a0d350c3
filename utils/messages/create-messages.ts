import { formatNumber } from '../format/count.ts';
import { formatter } from '../format/formatter.ts';
import { localeOfMessages } from './locale-of-messages.ts';
import type { MessageKey, PluralKey, Translate } from './translate.ts';

/** First strong isolate and its end: text between them has its own direction. */
const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** A message catalogue in one language, as `browser.i18n` gives it. */
export interface MessageSource {
  /**
   * Returns a message with its substitutions, and an empty text for an unknown name. Names have
   * underscores in place of dots.
   */
  lookUp(name: string, substitutions: readonly string[]): string;
  /** The language of the browser, a BCP 47 tag. */
  browserLocale(): string;
}

/** The messages of a catalogue, with the locale and direction of its language. */
export interface Messages {
  readonly translate: Translate;
  /**
   * The locale of numbers, dates and `<html lang>`: the language of the catalogue, with the
   * conventions of the user's region where the browser speaks the same language; a BCP 47 tag.
   */
  locale(): string;
  direction(): 'ltr' | 'rtl';
}

/** Creates the messages of a catalogue. Nothing is looked up before the first message. */
export function createMessages(source: MessageSource): Messages {
  const language = once(() => source.lookUp('extension_language', []));
  const direction = once(() =>
    source.lookUp('extension_direction', []) === 'rtl' ? 'rtl' : 'ltr',
  );
  const locale = once(() => localeOfMessages(language(), source.browserLocale()));

  /**
   * Numbers are written in the language. In a catalogue from right to left, each substitution is
   * isolated: a handle or number would otherwise take the punctuation beside it along.
   */
  const substitute = (value: string | number) => {
    const text = typeof value === 'number' ? formatNumber(value, locale()) : value;
    return text === '' || direction() === 'ltr' ? text : ISOLATE + text + END_OF_ISOLATE;
  };
  const message = (key: string, substitutions: readonly (string | number)[]) =>
    source.lookUp(key.replaceAll('.', '_'), substitutions.map(substitute));

  const translate: Translate = Object.assign(
    (key: MessageKey, ...substitutions: readonly (string | number)[]) =>
      message(key, substitutions),
    {
      plural(key: PluralKey, count: number, ...substitutions: readonly (string | number)[]) {
        const category = formatter(Intl.PluralRules, language(), {}).select(count);
        return message(`${key}_${category}`, substitutions);
      },
    },
  );
  return { translate, locale, direction };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
