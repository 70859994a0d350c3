import { openWelcome } from '../../utils/browser/open-page.ts';
import { keyOwnerStore } from '../../utils/storage/stored-values.ts';

/** Opens the welcome page after the first install, where the user enters the API key. */
export async function openWelcomeOnInstall(): Promise<void> {
  if ((await keyOwnerStore.read()) === null) await openWelcome();
}
