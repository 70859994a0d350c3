import { localeOfMessages } from '../messages/locale-of-messages.ts';
import type { MessageKey, Translate } from '../messages/translate.ts';
import { browser } from './browser.ts';

/** Parts the forms of a message for one and for many. */
const PLURAL_SEPARATOR = ' | ';

/**
 * Looks a message up in the browser's language. The catalogue's build replaces the dots of a key by
 * underscores.
 */
function message(key: MessageKey, substitutions: readonly (string | number)[]): string {
  return browser.i18n.getMessage(key.replaceAll('.', '_'), substitutions.map(String));
}

/** The messages in the browser's language, from the extension's catalogue. */
export const translate: Translate = Object.assign(
  (key: MessageKey, ...substitutions: readonly (string | number)[]) => message(key, substitutions),
  {
    plural(key: MessageKey, count: number, ...substitutions: readonly (string | number)[]) {
      const [one = '', many = one] = message(key, substitutions).split(PLURAL_SEPARATOR);
      return count === 1 ? one : many;
    },
  },
);

/**
 * The locale of numbers, dates and `<html lang>`: the language of the message catalogue that is
 * shown, with the conventions of the user's region where the browser speaks the same language.
 *
 * @returns a BCP 47 tag
 */
export function messageLocale(): string {
  return localeOfMessages(translate('extension.language'), browser.i18n.getUILanguage());
}
