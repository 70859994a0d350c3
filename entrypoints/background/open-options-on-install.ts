import { openOptions } from '../../utils/browser/open-page.ts';
import { keyOwnerStore } from '../../utils/storage/stored-values.ts';

/** Opens the options page after the first install, where the user enters the API key. */
export async function openOptionsOnInstall(): Promise<void> {
  if ((await keyOwnerStore.read()) === null) await openOptions();
}
