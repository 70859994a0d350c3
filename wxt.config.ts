import preact from '@preact/preset-vite';
import { defineConfig } from 'wxt';

/**
 * The only address the extension talks to. It stands here as a host permission, in the content security policy, and in
 * `utils/creator-audit/request.ts`, which builds every request.
 */
const API_ORIGIN = 'https://api.creatoraudit.com';

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  `connect-src ${API_ORIGIN}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  imports: false,
  // Firefox too: WXT's default there is still MV2.
  manifestVersion: 3,
  i18n: { localesDir: 'utils/messages' },
  // Every browser that is served preloads modules by itself.
  vite: () => ({ plugins: [preact()], build: { modulePreload: { polyfill: false } } }),
  // Without a display `npm run dev` builds and watches, and leaves it to you to load `.output/chrome-mv3-dev`.
  webExt: { disabled: process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY },
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    short_name: '__MSG_extension_shortName__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: ['storage', 'alarms'],
    host_permissions: [`${API_ORIGIN}/*`],
    content_security_policy: { extension_pages: CONTENT_SECURITY_POLICY },
    action: { default_title: '__MSG_extension_name__' },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'breakouts@creatoraudit.example',
              strict_min_version: '140.0',
              // The user's API key is sent to CreatorAudit, in the background; nothing else leaves the browser.
              data_collection_permissions: { required: ['authenticationInfo'] },
            },
            gecko_android: { strict_min_version: '142.0' },
          },
        }
      : { minimum_chrome_version: '120' }),
  }),
});
