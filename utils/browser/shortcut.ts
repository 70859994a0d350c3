import { browser } from './browser.ts';

/** Chromium's page for the shortcuts of extensions; Edge leads to its own page from there. */
const CHROMIUM_SHORTCUTS_PAGE = 'chrome://extensions/shortcuts';

/**
 * Reads the shortcut that opens the popup, as the browser writes it (`Alt+Shift+B`); `null` when
 * there is none.
 */
export async function readPopupShortcut(): Promise<string | null> {
  const commands = await browser.commands.getAll();
  return commands.find(({ name }) => name === '_execute_action')?.shortcut || null;
}

/**
 * Opens the browser's own page or dialog where shortcuts are changed. Firefox has had a call for it
 * since version 137.
 */
export async function changeShortcut(): Promise<void> {
  if (import.meta.env.FIREFOX) {
    const { openShortcutSettings } = browser.commands as {
      readonly openShortcutSettings?: () => Promise<void>;
    };
    await (openShortcutSettings?.() ?? browser.tabs.create({ url: 'about:addons' }));
    return;
  }
  await browser.tabs.create({ url: CHROMIUM_SHORTCUTS_PAGE });
}
