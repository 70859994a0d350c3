import { i18n } from '#i18n';
import type { MessageKey, Translate } from '../messages/translate.ts';
import { browser } from './browser.ts';

type Substitutions = readonly (string | number)[];

// The generated overloads want a literal key for each number of substitutions; keys here are often computed.
const untyped = i18n.t as (key: string, ...args: readonly (number | readonly (string | number)[])[]) => string;

/** The words of the browser's language, from the extension's message catalogue. */
export const translate: Translate = Object.assign(
  (key: MessageKey, ...substitutions: Substitutions) => untyped(key, substitutions),
  {
    plural: (key: MessageKey, count: number, ...substitutions: Substitutions) => untyped(key, count, substitutions),
  },
);

/** The browser's language as a BCP 47 tag: numbers and dates are written in it. */
export function browserLocale(): string {
  return browser.i18n.getUILanguage();
}
