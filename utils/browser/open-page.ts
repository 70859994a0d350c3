import { browser } from './browser.ts';

/** Opens the options page, or brings it to the front. */
export async function openOptions(): Promise<void> {
  await browser.runtime.openOptionsPage();
}

/** Opens the welcome page in a new tab. */
export async function openWelcome(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
}

/** Opens an address in a new tab; in a new window where there is none. */
export async function openTab(url: string): Promise<void> {
  await browser.tabs.create({ url }).catch(() => browser.windows.create({ url }));
}

/**
 * Opens the full view in a new tab.
 *
 * @param hash the choices that it shows (`full-view-state.ts`)
 */
export async function openFullView(hash: string): Promise<void> {
  await openTab(browser.runtime.getURL(`/full-view.html${hash}`));
}
