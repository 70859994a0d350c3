import type { GeneratedI18nStructure } from '#i18n';

/** The name of a message in the catalogue (`en.yml`). */
export type MessageKey = keyof GeneratedI18nStructure & string;

/** Returns the text of a message. Pure code takes it as a parameter, so that no text is in code. */
export interface Translate {
  /** @param substitutions the values of `$1`, `$2` … */
  (key: MessageKey, ...substitutions: readonly (string | number)[]): string;
  /**
   * The plural form for `count`; the substitutions stand for `$1`, `$2` …, none of which is `count`
   * by itself.
   */
  plural(key: MessageKey, count: number, ...substitutions: readonly (string | number)[]): string;
}
