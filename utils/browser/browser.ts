type ExtensionApi = typeof import('wxt/browser')['browser'];

/**
 * The browser's extension API, where all code takes it from. Firefox and current Chromium have it under this name; older Chromium has not, until
 * {@link provideBrowser} was called.
 */
export let browser = (globalThis as { readonly browser?: ExtensionApi }).browser as ExtensionApi;

/** Takes an extension API for the browser's own: called once, before anything else (`polyfilled-browser.ts`). */
export function provideBrowser(api: ExtensionApi): void {
  browser = api;
}

/** Loads the polyfill where a page needs it, and nothing where the browser has the API natively: most popups open without. */
export async function browserForPage(): Promise<void> {
  if (browser === undefined) await import('./polyfilled-browser.ts');
}
