import preact from '@preact/preset-vite';
import { mergeConfig } from 'vite';
import { defineConfig } from 'wxt';
import { lucideIcons } from './lucide-icons.config.ts';
import packageJson from './package.json' with { type: 'json' };
import { styleSheetsOfImports } from './style-sheets.config.ts';
import { licensesOf, writeThirdPartyNotices } from './third-party-notices.config.ts';
import { WEBHOOK_ORIGINS } from './utils/alerts/webhook-address.ts';

/**
 * The only host that the extension contacts by itself. It is here as a host permission, in the
 * content security policy, and in `utils/creator-audit/http/request.ts`, which builds every request
 * to it.
 */
const API_ORIGIN = 'https://api.creatoraudit.com';

/**
 * The hosts of webhooks. A user who wants messages there gives the permission, and the address in
 * the options; `utils/alerts/send-webhook.ts` sends to no other.
 */
const CHANNEL_ORIGINS = Object.values(WEBHOOK_ORIGINS);

/**
 * The content security policy of the extension's pages and worker. The dev server's is wider:
 * Vite's client talks to the server by HTTP and WebSocket and puts style sheets into the page. WXT
 * adds the server to `script-src` by itself.
 */
function contentSecurityPolicy(isDevServer: boolean): string {
  const server = isDevServer ? ' http://localhost:*' : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${isDevServer ? " 'unsafe-inline'" : ''}${server}`,
    // The cover images of posts, from the addresses that CreatorAudit gives; a setting switches
    // them off.
    `img-src 'self' data: https:${server}`,
    // The worker reads the sample data, a file of the extension's own.
    ["connect-src 'self'", API_ORIGIN, ...CHANNEL_ORIGINS].join(' ') +
      `${isDevServer ? ' ws://localhost:*' : ''}${server}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
}

/** Returns true if `entry` loads a module by static imports. */
function isPartOf(
  entry: string,
  id: string,
  graph: ModuleGraph,
  passed = new Set<string>(),
): boolean {
  if (id.endsWith(entry)) return true;
  if (passed.has(id)) return false;
  passed.add(id);
  return (
    graph
      .getModuleInfo(id)
      ?.importers.some((importer) => isPartOf(entry, importer, graph, passed)) ?? false
  );
}

/**
 * One file for all scripts of the popup's first frame. Left alone, the bundler makes a file for
 * each set of pages and parts that share a module, and a popup that opens waits for every one of
 * them. The popup's own script stays apart, because other parts import this file. The options page
 * loads more than it needs by it: 8 kB gzip.
 */
const FIRST_FRAME = {
  debugName: 'first-frame',
  name: (id: string, graph: ModuleGraph) =>
    !/\.(?:html|css)$|popup\/main\.tsx$/.test(id) &&
    isPartOf('entrypoints/popup/index.html', id, graph)
      ? 'first-frame'
      : null,
};

/** The modules that the popup loads after its first frame, or with it in an unusual state. */
const LATER = ['popup/states/states.ts', 'popup/later/later.ts'];
const OTHER_PAGES = ['options', 'welcome', 'full-view'].map((page) => `${page}/index.html`);

/**
 * One file for what the popup loads later and shares with other pages, for the same reason. What it
 * shares with none is in the files of its parts.
 */
const SHARED = {
  debugName: 'shared',
  name: (id: string, graph: ModuleGraph) =>
    !/\.(?:html|css)$/.test(id) &&
    [LATER, OTHER_PAGES].every((entries) => entries.some((entry) => isPartOf(entry, id, graph)))
      ? 'shared'
      : null,
};

/** Only Firefox knows icons by the toolbar's theme. */
const THEME_ICONS = 'theme-icon';

/** The same icon in a shade for each kind of toolbar. Firefox names them by the toolbar's text. */
const themeIcon = (size: number) => ({
  dark: `${THEME_ICONS}/on-light-${size}.png`,
  light: `${THEME_ICONS}/on-dark-${size}.png`,
  size,
});

/**
 * All packages that pages load. The dev server bundles them before it serves a page: when it finds
 * one later it reloads all pages, and one that is loading at that moment may stay blank. WXT's
 * storage is there because its dev server imports it by name, as below; no build has it.
 */
const PREBUNDLED = [
  '@wxt-dev/i18n',
  'idb',
  'preact',
  'preact/debug',
  'preact/devtools',
  'preact/hooks',
  'preact/jsx-dev-runtime',
  'preact/jsx-runtime',
  'tinykeys',
  'uplot',
  'webextension-polyfill',
  'wxt/utils/storage',
  'zod/mini',
];

export default defineConfig({
  modules: ['@wxt-dev/i18n/module'],
  imports: false,
  // Firefox too: WXT's default there is still MV2.
  manifestVersion: 3,
  i18n: { localesDir: 'utils/messages' },
  vite: () => ({
    plugins: [preact(), lucideIcons(), styleSheetsOfImports()],
    // Only for the dev server.
    optimizeDeps: { include: PREBUNDLED },
  }),
  hooks: {
    // WXT 0.21 goes on importing by name with `imports: false`: a parameter called `storage`
    // imported its storage library into the worker.
    'build:before'({ config }) {
      Object.assign(config.imports, { imports: [], presets: [], dirs: [] });
    },
    'vite:build:extendConfig'(entrypoints, config) {
      config.build = mergeConfig(config.build ?? {}, { license: licensesOf(entrypoints) });
      if (entrypoints.some(({ type }) => type === 'popup')) {
        config.build = mergeConfig(config.build ?? {}, {
          rolldownOptions: { output: { codeSplitting: { groups: [FIRST_FRAME, SHARED] } } },
        });
      }
    },
    'build:publicAssets'({ config }, assets) {
      if (config.browser === 'firefox') return;
      const others = assets.filter(({ relativeDest }) => !relativeDest.startsWith(THEME_ICONS));
      assets.splice(0, assets.length, ...others);
    },
    'build:done'({ config }) {
      if (config.command === 'build') writeThirdPartyNotices(config.outDir);
    },
  },
  manifest: ({ browser, command }) => ({
    name: '__MSG_extension_name__',
    short_name: '__MSG_extension_shortName__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    author: packageJson.author,
    homepage_url: packageJson.homepage,
    // Chromium asks the user about neither. WXT adds `sidePanel`, which must not be optional: its
    // first use after the grant ends Chromium 156. In Firefox menus cannot be optional.
    permissions: ['storage', 'alarms', ...(browser === 'firefox' ? ['contextMenus'] : [])],
    // Notices are asked for when the user switches them on.
    optional_permissions: ['notifications', ...(browser === 'firefox' ? [] : ['contextMenus'])],
    host_permissions: [`${API_ORIGIN}/*`],
    optional_host_permissions: CHANNEL_ORIGINS.map((origin) => `${origin}/*`),
    content_security_policy: { extension_pages: contentSecurityPolicy(command === 'serve') },
    action: {
      default_title: '__MSG_extension_name__',
      ...(browser === 'firefox'
        ? {
            // Firefox would otherwise hide the button, and the badge, in its extensions menu.
            default_area: 'navbar',
            theme_icons: [16, 32].map(themeIcon),
          }
        : {}),
    },
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+B' } } },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              // Generated once. Never change it: Firefox keeps the user's data under it.
              id: '{4343df86-3012-4994-a2e7-662297d8c1e3}',
              // The first version, with Firefox for Android's, that asks for consent to the data
              // collection.
              strict_min_version: '142.0',
              // The user's API key is sent to CreatorAudit, in the background. Posts are sent to
              // Slack or Discord, if the user switches that on.
              data_collection_permissions: {
                required: ['authenticationInfo'],
                optional: ['websiteContent'],
              },
            },
          },
        }
      : // The first version with `light-dark()` in style sheets.
        { minimum_chrome_version: '123' }),
  }),
});
