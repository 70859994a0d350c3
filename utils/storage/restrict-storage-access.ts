import { browser } from '../browser/browser.ts';

/** An area whose access can be set: `storage.local` in Chromium from 140 on, nowhere in Firefox. */
interface ClosableArea {
  setAccessLevel?(options: { readonly accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>;
}

/** Closes storage to all but the extension's own pages and worker, where the browser can: content scripts have no business there. */
export async function restrictStorageAccess(): Promise<void> {
  const areas: readonly ClosableArea[] = [browser.storage.local, browser.storage.session];
  for (const area of areas) {
    try {
      await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
    } catch {
      // A browser that knows it for `session` only refuses it for `local`.
    }
  }
}
