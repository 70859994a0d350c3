import type { Translate } from '../../utils/messages/translate.ts';
import { loadMessages } from './catalogue.ts';

/**
 * The English messages of the real catalogue, without a browser.
 *
 * @throws for a key that is not in the catalogue
 */
export const english: Translate = (await loadMessages('en')).translate;
