import type { GeneratedI18nStructure } from '#i18n';

type CatalogueKey = keyof GeneratedI18nStructure & string;

/** A key without the plural category at its end; `never` for a key that has none. */
type WithoutCategory<K> = K extends `${infer Base}_other` ? Base : never;

/** The name of a message in the catalogue (`en.yml`). */
export type MessageKey = Exclude<CatalogueKey, `${string}_${Intl.LDMLPluralRule}`>;

/** The name of a message that has a form for each plural category of its language. */
export type PluralKey = WithoutCategory<CatalogueKey>;

/** Returns the text of a message. Pure code takes it as a parameter, so that no text is in code. */
export interface Translate {
  /** @param substitutions the values of `$1`, `$2` …; numbers are written in the language */
  (key: MessageKey, ...substitutions: readonly (string | number)[]): string;
  /**
   * The form for `count` by the plural rules of the language (CLDR); the substitutions stand for
   * `$1`, `$2` …, none of which is `count` by itself.
   */
  plural(key: PluralKey, count: number, ...substitutions: readonly (string | number)[]): string;
}
