import { createMessages } from '../messages/create-messages.ts';
import { browser } from './browser.ts';

const messages = createMessages({
  lookUp: (name, substitutions) => browser.i18n.getMessage(name, [...substitutions]),
  browserLocale: () => browser.i18n.getUILanguage(),
});

/** The messages in the browser's language, from the extension's catalogues (`_locales`). */
export const { translate, locale: messageLocale } = messages;

/** Declares the language and direction of a page: those of the catalogue that is shown. */
export function declareLanguage({ documentElement }: Document): void {
  documentElement.lang = messageLocale();
  documentElement.dir = messages.direction();
}
