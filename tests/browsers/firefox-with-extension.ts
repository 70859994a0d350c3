import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runTool } from '../checks/run-tool.ts';
import { type ConnectProxy, startConnectProxy } from '../sandbox-api/connect-proxy.ts';
import { type BuiltExtension, readBuiltExtension } from './built-extension.ts';
import type { Badge, PageSize } from './chromium-with-extension.ts';
import { findFirefox } from './find-firefox.ts';
import { chooseInIconMenu } from './firefox-icon-menu.ts';
import { makeFirefoxProfile } from './firefox-profile.ts';
import { hasDisplay } from './has-display.ts';
import { launchFirefox, type RunningFirefox } from './launch-firefox.ts';
import { type Marionette, MarionetteError } from './marionette.ts';

/** The options of Firefox. */
export interface FirefoxOptions {
  /** The folder of the built extension. */
  readonly extensionDir: string;
  /** The loopback port that stands for port 443 of the API's host; it answers with TLS. */
  readonly apiPort: number;
  /** The loopback port that stands for the hosts of webhooks. Default: they cannot be reached. */
  readonly webhookPort?: number;
  /** The certificate authority of these ports, PEM. */
  readonly authority: string;
  /** Default: true when there is no display. */
  readonly headless?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  /** Lets the browser reach `localhost`, for a development build and its server. Default: false. */
  readonly reachesLocalhost?: boolean;
  /**
   * Installs the extension as an xpi that stays after a restart, as from a store, instead of as a
   * temporary add-on. Needs a Firefox that accepts unsigned ones, such as ESR. Default: false.
   */
  readonly isPermanent?: boolean;
  /** Preferences in addition to the default ones. */
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
}

/** The contacts through the proxy of all requests, as `host:port` or URL. */
export interface FirefoxContacts {
  readonly reached: readonly string[];
  readonly refused: readonly string[];
}

/** The host of the extension's pages in every profile. */
const EXTENSION_HOST = '5c3b6f0e-9d5e-4a51-8c39-2f1f4b6a7d10';

/** A page of the extension without code. */
const QUIET_PAGE = 'manifest.json';

/** The longest wait for an element, ms. */
const ELEMENT_TIMEOUT_MS = 15_000;

/**
 * Finds a Firefox and starts it with a temporary profile and the unmodified build as a temporary
 * add-on. Firefox grants host permissions to it at installation.
 *
 * @throws when Firefox or certutil is missing, when the extension is not built, or when it cannot
 * be installed.
 */
export async function openFirefox(options: FirefoxOptions): Promise<FirefoxWithExtension> {
  const extension = readBuiltExtension(options.extensionDir);
  const { geckoId } = extension;
  if (geckoId === undefined) throw new Error(`${options.extensionDir} is not a build for Firefox.`);
  const { firefox, certutil } = await findFirefox();
  const proxy = await startConnectProxy(options.apiPort, options.webhookPort ?? null);
  const profile = await makeFirefoxProfile({
    extensionId: geckoId,
    extensionHost: EXTENSION_HOST,
    proxyPort: proxy.port,
    authority: options.authority,
    certutil,
    colorScheme: options.colorScheme,
    reachesLocalhost: options.reachesLocalhost ?? false,
    preferences: {
      ...(options.isPermanent
        ? { 'xpinstall.signatures.required': false, 'extensions.startupScanScopes': 15 }
        : {}),
      ...options.preferences,
    },
  });
  try {
    let isInstalled = false;
    const launch = async () => {
      const running = await launchFirefox(firefox, profile, options.headless ?? !hasDisplay());
      try {
        if (!options.isPermanent)
          await installTemporarily(running.marionette, options.extensionDir);
        else if (!isInstalled) await installPermanently(running.marionette, options.extensionDir);
        isInstalled = true;
      } catch (error) {
        await running.quit();
        throw error;
      }
      return running;
    };
    return new FirefoxWithExtension(await launch(), launch, proxy, profile, {
      ...extension,
      geckoId,
    });
  } catch (error) {
    await proxy.close();
    rmSync(profile, { recursive: true, force: true });
    throw error;
  }
}

async function installTemporarily(marionette: Marionette, extensionDir: string): Promise<void> {
  await marionette.send('Addon:Install', { path: resolve(extensionDir), temporary: true });
}

async function installPermanently(marionette: Marionette, extensionDir: string): Promise<void> {
  await withXpi(extensionDir, (path) =>
    marionette.send('Addon:Install', { path, temporary: false }),
  );
}

/** Packs a build, and removes the xpi after `use`. */
async function withXpi(extensionDir: string, use: (path: string) => unknown): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'extension-xpi-'));
  try {
    const { exitCode, output, errors } = await runTool([
      ...(['web-ext', 'build', '--source-dir', resolve(extensionDir)] as const),
      ...['--artifacts-dir', folder, '--filename', 'extension.xpi', '--no-config-discovery'],
    ]);
    if (exitCode !== 0) throw new Error(`The extension could not be packed.\n${output}${errors}`);
    await use(join(folder, 'extension.xpi'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A Firefox with the built extension, and one tab for the test. */
export class FirefoxWithExtension {
  #running: RunningFirefox;
  readonly #launch: () => Promise<RunningFirefox>;
  readonly #proxy: ConnectProxy;
  readonly #profile: string;
  readonly #extension: BuiltExtension & { readonly geckoId: string };
  #isClosed = false;

  constructor(
    running: RunningFirefox,
    launch: () => Promise<RunningFirefox>,
    proxy: ConnectProxy,
    profile: string,
    extension: BuiltExtension & { readonly geckoId: string },
  ) {
    this.#running = running;
    this.#launch = launch;
    this.#proxy = proxy;
    this.#profile = profile;
    this.#extension = extension;
  }

  /** The origin of the extension's pages, without a slash at the end. */
  get extensionOrigin(): string {
    return `moz-extension://${EXTENSION_HOST}`;
  }

  /** Shows the popup's page in the tab. */
  async openPopup(windowSize?: PageSize): Promise<void> {
    await this.#open(this.#extension.popup, windowSize);
  }

  /** Shows the options page in the tab. */
  async openOptions(windowSize?: PageSize): Promise<void> {
    await this.#open(this.#extension.options, windowSize);
  }

  /** Shows any address in the tab. @throws when it cannot be loaded. */
  async openAddress(url: string): Promise<void> {
    await this.#send('WebDriver:Navigate', { url });
  }

  /**
   * Runs a function in the shown page and returns its result. Arguments and result are sent as
   * JSON; the function has no access to variables around it.
   */
  async evaluate<Arguments extends unknown[], Result>(
    run: (...args: Arguments) => Result,
    ...args: Arguments
  ): Promise<Awaited<Result>> {
    return this.#execute<Awaited<Result>>(String(run), args);
  }

  /** Clicks on the first element of a CSS selector once it is there, as a user does. */
  async click(selector: string): Promise<void> {
    await this.#running.marionette.send('WebDriver:ElementClick', {
      id: await this.#element(selector),
    });
  }

  /** Empties a field and types into it as a user does. */
  async fill(selector: string, text: string): Promise<void> {
    const id = await this.#element(selector);
    await this.#running.marionette.send('WebDriver:ElementClear', { id });
    await this.#running.marionette.send('WebDriver:ElementSendKeys', { id, text });
  }

  /** Waits for an element of a CSS selector to be there. */
  async waitFor(selector: string): Promise<void> {
    await this.#element(selector);
  }

  /** Takes a screenshot of the visible part of the page, PNG. */
  async screenshot(): Promise<Buffer> {
    return Buffer.from(
      await this.#send<string>('WebDriver:TakeScreenshot', { full: false }),
      'base64',
    );
  }

  /** Reads badge and tooltip. Opens a page without code if no page of the extension is shown. */
  async badge(): Promise<Badge> {
    const url = await this.#send<string>('WebDriver:GetCurrentURL');
    if (!url.startsWith(`${this.extensionOrigin}/`)) await this.#open(QUIET_PAGE);
    return this.evaluate(async () => ({
      text: await chrome.action.getBadgeText({}),
      backgroundColor: await chrome.action.getBadgeBackgroundColor({}),
      title: await chrome.action.getTitle({}),
    }));
  }

  /**
   * Stops the extension's background page in the middle of its work, as Firefox does with an idle
   * one.
   */
  async stopBackground(): Promise<void> {
    await this.#inBrowser(async (id) => {
      await WebExtensionPolicy.getByID(id).extension.terminateBackground({
        ignoreDevToolsAttached: true,
      });
    });
  }

  /** Starts the extension's background page without an event. Does nothing if it runs already. */
  async wakeBackground(): Promise<void> {
    await this.#inBrowser(async (id) => {
      await WebExtensionPolicy.getByID(id).extension.wakeupBackground();
    });
  }

  /** `running`, `stopped`, or a state between. */
  async backgroundState(): Promise<string> {
    return this.#inBrowser((id) => WebExtensionPolicy.getByID(id).extension.backgroundState);
  }

  /** Grants or removes a host permission as a user does in the add-on's permissions. */
  async setHostPermission(origin: string, isGranted: boolean): Promise<void> {
    await this.#inBrowser(
      async (id, pattern, granted) => {
        const { ExtensionPermissions } = ChromeUtils.importESModule(
          'resource://gre/modules/ExtensionPermissions.sys.mjs',
        );
        const change = granted ? ExtensionPermissions.add : ExtensionPermissions.remove;
        const { extension } = WebExtensionPolicy.getByID(id);
        await change.call(
          ExtensionPermissions,
          id,
          { permissions: [], origins: [pattern] },
          extension,
        );
      },
      origin,
      isGranted,
    );
  }

  /**
   * Clicks on a notice of the extension, as the desktop reports it to Firefox; the background page
   * may be stopped.
   */
  async clickNotification(noticeId: string): Promise<void> {
    await this.#inBrowser(async (id, notice) => {
      const { ExtensionParent } = ChromeUtils.importESModule(
        'resource://gre/modules/ExtensionParent.sys.mjs',
      );
      const { extension } = WebExtensionPolicy.getByID(id);
      const { notificationsMap } = await ExtensionParent.apiManager.asyncGetAPI(
        'notifications',
        extension,
      );
      notificationsMap.get(notice)?.observe(null, 'alertclickcallback');
    }, noticeId);
  }

  /** The addresses of all tabs. */
  async tabAddresses(): Promise<readonly string[]> {
    return this.#inBrowser(() =>
      Services.wm
        .getMostRecentWindow('navigator:browser')
        .gBrowser.tabs.map((tab) => tab.linkedBrowser.currentURI.spec),
    );
  }

  /** Moves the icon to the toolbar, or to the menu behind the puzzle piece, as a user does. */
  async setIconOnToolbar(isOnToolbar: boolean): Promise<void> {
    await this.#inBrowser((id, isWanted) => {
      const { CustomizableUI } = Services.wm.getMostRecentWindow('navigator:browser');
      const widget = `${id.toLowerCase().replace(/[^a-z0-9_-]/g, '_')}-browser-action`;
      CustomizableUI.addWidgetToArea(
        widget,
        isWanted ? CustomizableUI.AREA_NAVBAR : CustomizableUI.AREA_ADDONS,
      );
    }, isOnToolbar);
  }

  /**
   * Chooses an entry in the menu of the icon in the toolbar, as a user does by a right click.
   *
   * @returns the labels of the extension's entries, in order
   */
  async chooseInIconMenu(label: string): Promise<readonly string[]> {
    return this.#inBrowser(chooseInIconMenu, label);
  }

  /** Closes the sidebar. */
  async closeSidebar(): Promise<void> {
    await this.#inBrowser(() =>
      Services.wm.getMostRecentWindow('navigator:browser').SidebarController.hide(),
    );
  }

  /** Returns all contacts so far: of the extension, of tabs and of Firefox itself. */
  contacts(): FirefoxContacts {
    return {
      reached: [...new Set(this.#proxy.tunnels)],
      refused: [...new Set(this.#proxy.refused)],
    };
  }

  /**
   * Quits Firefox and starts it again with the same profile. A temporary extension is installed
   * again, and its data stays.
   *
   * @param between is given the folders of the profile in which extension storage and the
   * extension's databases lie, while nothing runs
   */
  async restart(
    between: (folders: { readonly storage: string; readonly databases: string }) => void = () =>
      undefined,
  ): Promise<void> {
    await this.#running.quit();
    const origin = join(this.#profile, 'storage/default', `moz-extension+++${EXTENSION_HOST}`);
    // Extension storage is a database too, in a container of its own.
    between({ storage: `${origin}^userContextId=4294967295`, databases: origin });
    this.#running = await this.#launch();
  }

  /**
   * Restarts with a newer build in place of the permanently installed one, so that Firefox starts
   * with an update of the extension.
   */
  async restartWithUpdate(extensionDir: string): Promise<void> {
    await this.#running.quit();
    const installed = join(this.#profile, 'extensions', `${this.#extension.geckoId}.xpi`);
    await withXpi(extensionDir, (path) => copyFileSync(path, installed));
    this.#running = await this.#launch();
  }

  /** Quits and removes the profile. May be called twice. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#running.quit();
    await this.#proxy.close();
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  async #send<Result>(command: string, params: object = {}): Promise<Result> {
    const result = (await this.#running.marionette.send(command, params)) as { value: Result };
    return result.value;
  }

  async #open(path: string, windowSize?: PageSize): Promise<void> {
    if (windowSize !== undefined) await this.#send('WebDriver:SetWindowRect', windowSize);
    await this.openAddress(`${this.extensionOrigin}/${path}`);
  }

  async #execute<Result>(functionSource: string, args: readonly unknown[]): Promise<Result> {
    return this.#send('WebDriver:ExecuteScript', {
      script: `return (${functionSource})(...arguments);`,
      args,
    });
  }

  /** Runs a function with the browser's own privileges and the id of the extension. */
  async #inBrowser<Result, Arguments extends unknown[]>(
    run: (extensionId: string, ...args: Arguments) => Result,
    ...args: Arguments
  ): Promise<Awaited<Result>> {
    await this.#running.marionette.send('Marionette:SetContext', { value: 'chrome' });
    try {
      return await this.#execute(String(run), [this.#extension.geckoId, ...args]);
    } finally {
      await this.#running.marionette.send('Marionette:SetContext', { value: 'content' });
    }
  }

  async #element(selector: string): Promise<string> {
    const deadline = Date.now() + ELEMENT_TIMEOUT_MS;
    for (;;) {
      try {
        const found = await this.#send<Record<string, string>>('WebDriver:FindElement', {
          using: 'css selector',
          value: selector,
        });
        return Object.values(found)[0] ?? '';
      } catch (error) {
        const isMissing = error instanceof MarionetteError && error.code === 'no such element';
        if (!isMissing || Date.now() > deadline) throw error;
        await delay(50);
      }
    }
  }
}

/** Parts of Firefox's own API, for code with the browser's privileges. */
declare const ChromeUtils: {
  importESModule(url: string): {
    ExtensionPermissions: Record<
      'add' | 'remove',
      (
        id: string,
        permissions: { permissions: string[]; origins: string[] },
        extension: object,
      ) => Promise<void>
    >;
    ExtensionParent: {
      readonly apiManager: {
        asyncGetAPI(
          name: 'notifications',
          extension: object,
        ): Promise<{
          readonly notificationsMap: ReadonlyMap<
            string,
            { observe(subject: null, topic: string): void }
          >;
        }>;
      };
    };
  };
};

declare const Services: {
  wm: {
    getMostRecentWindow(type: string): {
      CustomizableUI: Record<'AREA_NAVBAR' | 'AREA_ADDONS', string> & {
        addWidgetToArea(widget: string, area: string): void;
      };
      SidebarController: { hide(): void };
      gBrowser: {
        readonly tabs: readonly {
          readonly linkedBrowser: { readonly currentURI: { readonly spec: string } };
        }[];
      };
    };
  };
};

declare const WebExtensionPolicy: {
  getByID(id: string): {
    extension: {
      backgroundState: string;
      terminateBackground(options: { ignoreDevToolsAttached: boolean }): Promise<void>;
      wakeupBackground(): Promise<void>;
    };
  };
};
