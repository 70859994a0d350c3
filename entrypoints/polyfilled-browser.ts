import browser from 'webextension-polyfill';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';

/** Makes `browser` out of `chrome`, for browsers that have no API of that name: `utils/browser/browser.ts` loads it there, and only there. */
export default defineUnlistedScript({
  // Firefox has always had it.
  exclude: ['firefox'],
  main() {
    Object.assign(globalThis, { browser });
  },
});
