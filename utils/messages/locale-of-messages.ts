/**
 * Chooses the locale to write numbers and dates in, so that they match the messages around them. An
 * English catalogue in a British browser has British dates; in a German or Arabic one it has
 * neither German words nor Arabic digits.
 *
 * @param catalogue language of the messages, as a BCP 47 tag
 * @param browserLocale language of the browser, likewise
 */
export function localeOfMessages(catalogue: string, browserLocale: string): string {
  return languageOf(browserLocale) === languageOf(catalogue) ? browserLocale : catalogue;
}

function languageOf(locale: string): string | undefined {
  return locale.toLowerCase().split(/[-_]/)[0];
}
