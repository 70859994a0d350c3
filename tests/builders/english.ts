import { join } from 'node:path';
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import type { MessageKey, Translate } from '../../utils/messages/translate.ts';

/** The path of the English message catalogue. */
export const ENGLISH_CATALOGUE = join(import.meta.dirname, '../../utils/messages/en.yml');

const messages = generateChromeMessages(await parseMessagesFile(ENGLISH_CATALOGUE));

/**
 * Returns what `i18n.getMessage` of the browser returns for the built English catalogue: `$1` to
 * `$9` are replaced by the substitutions, and an unknown name gives an empty text.
 */
export function englishMessage(name: string, substitutions: readonly string[] = []): string {
  const words = messages[name]?.message ?? '';
  return words.replace(/\$([1-9])/g, (_, place: string) => substitutions[Number(place) - 1] ?? '');
}

function words(key: MessageKey, substitutions: readonly (string | number)[]): string {
  const said = englishMessage(key.replaceAll('.', '_'), substitutions.map(String));
  if (said === '') throw new Error(`the English catalogue has no words for "${key}"`);
  return said;
}

/**
 * The English translation from the real catalogue, without a browser.
 * `tests/unit/browser/translate.test.ts` compares it with the extension's own.
 *
 * @throws for a key that is not in the catalogue
 */
export const english: Translate = Object.assign(
  (key: MessageKey, ...substitutions: readonly (string | number)[]) => words(key, substitutions),
  {
    plural(key: MessageKey, count: number, ...substitutions: readonly (string | number)[]) {
      const [one = '', many = one] = words(key, substitutions).split(' | ');
      return count === 1 ? one : many;
    },
  },
);
