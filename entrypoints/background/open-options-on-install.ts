import { openOptions } from '../../utils/browser/open-page.ts';
import { keyOwnerStore } from '../../utils/storage/stored-values.ts';

/** After the first install there is no key yet: the options page says what the extension needs. */
export async function openOptionsOnInstall(): Promise<void> {
  if ((await keyOwnerStore.read()) === null) await openOptions();
}
