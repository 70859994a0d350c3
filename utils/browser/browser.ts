type ExtensionApi = typeof import('wxt/browser')['browser'];

const scope = globalThis as { readonly browser?: ExtensionApi; readonly importScripts?: (url: string) => void };

/** What makes `browser` for browsers that have none of their own (`entrypoints/polyfilled-browser.ts`). */
const POLYFILL = '/polyfilled-browser.js';

const isPolyfilled = !import.meta.env.FIREFOX && scope.browser === undefined;

// A service worker has this function, and nobody else. It may call it for what it has called it for at its first start, which was in this browser too.
if (isPolyfilled) scope.importScripts?.(POLYFILL);

/**
 * The browser's extension API, where all code takes it from. Firefox and current Chromium have it under this name; a worker in older Chromium has it from
 * the start, a page once it has called {@link browserForPage}.
 */
export let browser = scope.browser as ExtensionApi;

/** Loads the polyfill where a page needs it, and nothing where the browser has the API natively: most popups open without. */
export async function browserForPage(): Promise<void> {
  if (isPolyfilled) await import(/* @vite-ignore */ POLYFILL);
  browser = scope.browser as ExtensionApi;
}
