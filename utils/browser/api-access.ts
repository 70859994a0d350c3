import { browser } from './browser.ts';

/**
 * The host permission of the manifest. Firefox and Chromium let the user withhold it, at any time:
 * Firefox in the add-on's permissions, Chromium by "Site access: on click".
 */
const API_ACCESS = { origins: ['https://api.creatoraudit.com/*'] };

/**
 * Returns true if the browser lets the extension contact the API. The question goes to the
 * browser's parent process, which in Firefox keeps an event page awake: `fetch` and extension
 * storage do not (ext-backgroundPage.js, `parentapicall`; measured with Firefox 153). Asked before
 * each request, which takes 20 s at most, it keeps the idle timer of 30 s from ending a sync.
 */
export function hasApiAccess(): Promise<boolean> {
  return browser.permissions.contains(API_ACCESS);
}

/**
 * Asks the user for access to the API; resolves at once when the extension has it. Must be the
 * first call in the handler of a click, before any `await`: browsers ask in answer to a gesture
 * only.
 *
 * @returns true when the extension has access now
 */
export async function requestApiAccess(): Promise<boolean> {
  try {
    return await browser.permissions.request(API_ACCESS);
  } catch {
    // Without a gesture the browser rejects; a former grant still counts.
    return hasApiAccess();
  }
}

/** Calls `listener` after every change of a permission; returns a function that stops that. */
export function watchPermissions(listener: () => void): () => void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
  return () => {
    browser.permissions.onAdded.removeListener(listener);
    browser.permissions.onRemoved.removeListener(listener);
  };
}

/** Access to the API as a value that pages read and watch. */
export const apiAccess = {
  read: hasApiAccess,
  watch: (listener: (hasAccess: boolean) => void) =>
    watchPermissions(() => void hasApiAccess().then(listener)),
};
