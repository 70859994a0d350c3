import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { createMessages, type Messages } from '../../utils/messages/create-messages.ts';

const FOLDER = join(import.meta.dirname, '../../utils/messages');

/** The names of all catalogues, as the browser's `_locales` has them: `en`, `pt_BR`. */
export const CATALOGUES: readonly string[] = globSync('*.yml', { cwd: FOLDER })
  .map((path) => basename(path, '.yml'))
  .sort();

/** A catalogue as it is built: the text of each message by its name (dots as underscores). */
export async function loadCatalogue(name: string): Promise<ReadonlyMap<string, string>> {
  const messages = generateChromeMessages(await parseMessagesFile(join(FOLDER, `${name}.yml`)));
  return new Map(Object.entries(messages).map(([key, { message }]) => [key, message]));
}

/**
 * Returns what `i18n.getMessage` of the browser returns for a built catalogue: `$1` to `$9` are
 * replaced by the substitutions.
 */
export function fillPlaces(text: string, substitutions: readonly string[]): string {
  return text.replace(/\$([1-9])/g, (_, place: string) => substitutions[Number(place) - 1] ?? '');
}

/**
 * The messages of a real catalogue, without a browser. They throw for a message that the catalogue
 * does not have.
 */
export async function loadMessages(name: string, browserLocale = name): Promise<Messages> {
  const catalogue = await loadCatalogue(name);
  return createMessages({
    lookUp(key, substitutions) {
      const text = catalogue.get(key);
      if (text === undefined) throw new Error(`the catalogue "${name}" has no message "${key}"`);
      return fillPlaces(text, substitutions);
    },
    browserLocale: () => browserLocale,
  });
}
