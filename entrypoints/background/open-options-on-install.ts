import { openOptions } from '../../utils/browser/open-page.ts';
import { keyHolderStore } from '../../utils/storage/stored-values.ts';

/** After the first install there is no key yet: the options page says what the extension needs. */
export async function greet(): Promise<void> {
  if ((await keyHolderStore.read()) === null) await openOptions();
}
