import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BrowserContext, type CDPSession, chromium } from 'playwright-core';
import { WEBHOOK_HOSTS } from '../sandbox-api/hosts.ts';

/** The parameters of Chromium. */
export interface ChromiumLaunch {
  /** The program, from `findChromium`. */
  readonly executablePath: string;
  /** The folder of the built extension. */
  readonly extensionDir: string;
  /** The loopback port that stands for port 443 of the API's host; it answers with TLS. */
  readonly apiPort: number;
  /**
   * The loopback port that stands for port 443 of the host of covers. Default: the host cannot be
   * reached.
   */
  readonly coverPort?: number | undefined;
  /** The loopback port that stands for the hosts of webhooks. Default: they cannot be reached. */
  readonly webhookPort?: number | undefined;
  /** The profile folder; created if it is missing. */
  readonly userDataDir: string;
  /** The path of Chromium's network log. */
  readonly netLogFile: string;
  readonly headless: boolean;
  /**
   * A BCP 47 tag, for the browser's own language as well as for `Intl` and `navigator.language`.
   */
  readonly locale?: string | undefined;
  /** The browser's time zone, by its IANA name. Default: that of the machine. */
  readonly timezoneId?: string | undefined;
  readonly colorScheme?: 'light' | 'dark' | undefined;
  /** Pages are as large as the window, as they are for a user. Default: 1280 × 720. */
  readonly fillsWindow?: boolean | undefined;
  /** Nothing is left out that a user's browser does, for measurements. Default: false. */
  readonly isTimed?: boolean | undefined;
  readonly extraArgs?: readonly string[] | undefined;
  /** Lets the browser reach `localhost`, for a development build and its server. Default: false. */
  readonly reachesLocalhost?: boolean | undefined;
}

/** A running Chromium with the extension. */
export interface RunningChromium {
  readonly context: BrowserContext;
  /** A DevTools session with the browser itself rather than with one page. */
  readonly devTools: CDPSession;
  readonly extensionId: string;
  /** Loads the extension's folder again, over the loaded one. */
  readonly loadAgain: () => Promise<void>;
}

/**
 * Starts Chromium with an unmodified build of the extension.
 *
 * The API's host leads to a port on this machine. Every other host, address and port fails as if
 * its name did not exist, loopback included: the first matching rule counts, and `*` matches
 * addresses too.
 *
 * The extension is loaded through DevTools, because branded Chrome no longer honours
 * `--load-extension`. A browser forgets it when it closes, so every launch is an installation:
 * `onInstalled` fires and `onStartup` does not.
 */
export async function launchChromium(launch: ChromiumLaunch): Promise<RunningChromium> {
  writePreferences(launch.userDataDir);
  const context = await chromium.launchPersistentContext(launch.userDataDir, {
    executablePath: launch.executablePath,
    headless: launch.headless,
    ...(launch.fillsWindow ? { viewport: null } : {}),
    // Chromium's sandbox does not work for root.
    chromiumSandbox: process.getuid?.() !== 0,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      '--enable-unsafe-extension-debugging',
      `--host-resolver-rules=${hostResolverRules(launch)}`,
      '--ignore-certificate-errors',
      '--disable-quic',
      `--log-net-log=${launch.netLogFile}`,
      ...(launch.headless && !launch.isTimed ? unseenArgs(launch) : []),
      ...(launch.extraArgs ?? []),
    ],
    ...(launch.locale === undefined
      ? {}
      : {
          locale: launch.locale,
          env: { ...environment(), LANGUAGE: launch.locale.replace('-', '_') },
        }),
    ...(launch.timezoneId === undefined ? {} : { timezoneId: launch.timezoneId }),
    ...(launch.colorScheme === undefined ? {} : { colorScheme: launch.colorScheme }),
  });
  try {
    const devTools = await devToolsOf(context);
    const { id } = await loadUnpacked(devTools, resolve(launch.extensionDir));
    const loadAgain = async () => void (await loadUnpacked(devTools, resolve(launch.extensionDir)));
    return { context, devTools, extensionId: id, loadAgain };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/**
 * Returns arguments of a browser that nobody looks at. Its tabs and buttons change without
 * animation, and blank tabs share one process, which saves a third of the processor time of a tab
 * that opens and closes. The pages and the worker of the extension have a process of their own all
 * the same.
 *
 * Of pages in one process only the first can be given another language or time zone: where these
 * are chosen, each tab has its process.
 */
function unseenArgs({ locale, timezoneId }: ChromiumLaunch): readonly string[] {
  const isEmulated = locale !== undefined || timezoneId !== undefined;
  return ['--animation-duration-scale=0', ...(isEmulated ? [] : ['--renderer-process-limit=1'])];
}

function hostResolverRules(launch: ChromiumLaunch): string {
  const { apiPort, coverPort, webhookPort, reachesLocalhost } = launch;
  return [
    `MAP api.creatoraudit.com:443 127.0.0.1:${apiPort}`,
    ...(coverPort ? [`MAP media.creatoraudit.com:443 127.0.0.1:${coverPort}`] : []),
    ...(webhookPort ? WEBHOOK_HOSTS.map((host) => `MAP ${host}:443 127.0.0.1:${webhookPort}`) : []),
    ...(reachesLocalhost ? ['EXCLUDE localhost'] : []),
    'MAP * ~NOTFOUND',
  ].join(', ');
}

/**
 * Preferences of a new profile. With `alternate_error_pages` an error page asks public name servers
 * whether the network works at all; without developer mode an unpacked extension that calls
 * `runtime.reload()` (as a development build does) stays disabled.
 */
const PREFERENCES = {
  alternate_error_pages: { enabled: false },
  extensions: { ui: { developer_mode: true } },
};

/**
 * Choices on `chrome://flags`: suggestions of the address bar, which no test looks at, are drawn by
 * native code (`@2` disables a feature). As web pages they take a fifth of the processor time of a
 * browser's start.
 */
const LOCAL_STATE = {
  browser: { enabled_labs_experiments: ['webui-omnibox-popup@2', 'webui-omnibox-aim-popup@2'] },
};

/** Writes the preferences of a new profile. */
function writePreferences(userDataDir: string): void {
  const folder = join(userDataDir, 'Default');
  mkdirSync(folder, { recursive: true });
  writeUnlessExists(join(folder, 'Preferences'), PREFERENCES);
  writeUnlessExists(join(userDataDir, 'Local State'), LOCAL_STATE);
}

/** Writes a file of JSON. A profile that was used before has it already. */
function writeUnlessExists(file: string, value: unknown): void {
  try {
    writeFileSync(file, JSON.stringify(value), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}

async function devToolsOf(context: BrowserContext): Promise<CDPSession> {
  const browser = context.browser();
  if (browser === null) throw new Error('Chromium gave no DevTools session.');
  return browser.newBrowserCDPSession();
}

async function loadUnpacked(devTools: CDPSession, path: string): Promise<{ id: string }> {
  // playwright-core's types do not list the Extensions domain yet.
  const send = devTools.send.bind(devTools) as unknown as (
    method: 'Extensions.loadUnpacked',
    params: { path: string },
  ) => Promise<{ id: string }>;
  return send('Extensions.loadUnpacked', { path });
}
