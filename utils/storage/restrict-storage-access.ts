import { browser } from '../browser/browser.ts';

/**
 * A storage area whose access can be restricted: `session` in Chromium, `local` from Chromium 140,
 * none in Firefox.
 */
interface ClosableArea {
  setAccessLevel?(options: { readonly accessLevel: 'TRUSTED_CONTEXTS' }): Promise<void>;
}

/**
 * Restricts storage to the extension's own pages and worker where the browser can: content scripts
 * have no business there.
 */
export async function restrictStorageAccess(): Promise<void> {
  const areas = [browser.storage.local, browser.storage.session] as readonly ClosableArea[];
  for (const area of areas) {
    try {
      await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
    } catch {
      // A browser that supports it for `session` only rejects it for `local`.
    }
  }
}
