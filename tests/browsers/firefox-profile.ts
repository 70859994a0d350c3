import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** The parameters of a profile. */
export interface FirefoxProfile {
  /** The id of the extension, as its manifest has it. */
  readonly extensionId: string;
  /**
   * The host part of the extension's pages, a UUID. Firefox would otherwise choose one at random.
   */
  readonly extensionHost: string;
  /** The loopback port of the proxy of all requests, loopback included. */
  readonly proxyPort: number;
  /** The certificate authority to trust, PEM. */
  readonly authority: string;
  /** NSS's `certutil`. */
  readonly certutil: string;
  readonly colorScheme?: 'light' | 'dark' | undefined;
  /** Leaves requests to `localhost` out of the proxy. */
  readonly reachesLocalhost: boolean;
  /** Preferences in addition to, or instead of, the default ones. */
  readonly preferences: Readonly<Record<string, string | number | boolean>>;
}

/** Creates a temporary profile, which the caller removes, and returns its folder. */
export async function makeFirefoxProfile(profile: FirefoxProfile): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'firefox-profile-'));
  const lines = Object.entries(preferences(profile)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(folder, 'user.js'), lines.join('\n'));
  await trust(folder, profile);
  return folder;
}

/** Firefox's setting for sites' colours: 0 is dark, 1 is light. */
const COLOR_SCHEMES = { dark: 0, light: 1 };

function preferences(profile: FirefoxProfile): Record<string, string | number | boolean> {
  return {
    // Firefox chooses a free port and writes it into the profile.
    'marionette.port': 0,
    'extensions.webextensions.uuids': JSON.stringify({
      [profile.extensionId]: profile.extensionHost,
    }),
    // Stored data must survive the removal of the extension: Firefox removes temporary add-ons
    // whenever it quits.
    'extensions.webextensions.keepStorageOnUninstall': true,
    'extensions.webextensions.keepUuidOnUninstall': true,
    'network.proxy.type': 1,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': profile.proxyPort,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': profile.proxyPort,
    'network.proxy.no_proxies_on': profile.reachesLocalhost ? 'localhost' : '',
    'network.proxy.allow_hijacking_localhost': !profile.reachesLocalhost,
    'network.proxy.failover_direct': false,
    ...(profile.colorScheme === undefined
      ? {}
      : { 'layout.css.prefers-color-scheme.content-override': COLOR_SCHEMES[profile.colorScheme] }),
    ...QUIET,
    ...SMALL,
    ...profile.preferences,
  };
}

/**
 * Turns off Firefox's own requests, in addition to those turned off in every remote-controlled
 * session.
 */
const QUIET = {
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'browser.region.network.url': '',
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'app.update.disabledForTesting': true,
  'dom.push.connection.enabled': false,
};

/**
 * Leaves out a page and processes that no test looks at: Firefox's own page for new tabs, which a
 * remote-controlled session turns off only once it has been loaded, and processes for sites to
 * come. They take a seventh of the processor time of a start.
 */
const SMALL = {
  'browser.startup.page': 0,
  'browser.newtabpage.enabled': false,
  'dom.ipc.processPrelaunch.enabled': false,
};

async function trust(folder: string, { authority, certutil }: FirefoxProfile): Promise<void> {
  const certificate = join(folder, 'authority.pem');
  writeFileSync(certificate, authority);
  const database = `sql:${folder}`;
  await execa(certutil, ['-N', '-d', database, '--empty-password']);
  const name = 'API authority for tests';
  await execa(certutil, ['-A', '-d', database, '-n', name, '-t', 'C,,', '-i', certificate]);
}
