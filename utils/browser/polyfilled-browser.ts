import { browser } from 'wxt/browser';
import { provideBrowser } from './browser.ts';

/*
 * `wxt/browser` is webextension-polyfill here (`@wxt-dev/webextension-polyfill` in wxt.config.ts): it hands on the API that the browser has, or
 * makes it out of `chrome`. The worker imports this before anything else, for a service worker cannot load code later.
 */
provideBrowser(browser);
