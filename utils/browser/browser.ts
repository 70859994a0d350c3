import browser from 'webextension-polyfill';

/**
 * The browser's extension API. All code takes it from here, so the polyfill can go with one line.
 */
export { browser };
