/**
 * The one place where the browser's extension API is imported. `wxt/browser` is webextension-polyfill here
 * (`@wxt-dev/webextension-polyfill` in wxt.config.ts); current browsers have the API natively, and the polyfill then hands it on.
 */
export { browser } from 'wxt/browser';
