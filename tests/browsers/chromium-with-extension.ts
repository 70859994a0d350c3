import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, Page, Worker } from 'playwright-core';
import { type BuiltExtension, readBuiltExtension } from './built-extension.ts';
import { type CspViolation, watchCspViolations } from './csp-violations.ts';
import { findChromium } from './find-chromium.ts';
import { hasDisplay } from './has-display.ts';
import { type ChromiumLaunch, launchChromium, type RunningChromium } from './launch-chromium.ts';
import { type Contact, contactsInNetLog } from './net-log-contacts.ts';

/** The options of Chromium; {@link ChromiumLaunch} describes the others. */
export interface ChromiumOptions
  extends Pick<
    ChromiumLaunch,
    | ('extensionDir' | 'apiPort' | 'coverPort' | 'webhookPort')
    | ('locale' | 'timezoneId' | 'colorScheme')
    | ('extraArgs' | 'fillsWindow' | 'isTimed' | 'reachesLocalhost')
  > {
  /** Default: a new temporary folder, which `close` removes. A folder of your own is kept. */
  readonly userDataDir?: string;
  /** Default: true when there is no display. */
  readonly headless?: boolean;
}

/** The badge and tooltip of the toolbar. */
export interface Badge {
  readonly text: string;
  /** Red, green, blue, alpha, each 0 to 255. */
  readonly backgroundColor: readonly number[];
  /** The tooltip. */
  readonly title: string;
}

/** Width and height in CSS pixels. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

const POPUP_SIZE: PageSize = { width: 400, height: 600 };

/**
 * A page of the extension without code, for calls of the extension API: opening the popup instead
 * would count as a visit of the user.
 */
const QUIET_PAGE = 'manifest.json';

/** Milliseconds within which a worker starts or ends even on a busy machine. */
const WORKER_TIMEOUT_MS = 15_000;

/**
 * Finds a Chromium, starts it with the extension loaded, and waits for the extension's service
 * worker.
 *
 * @throws when no browser is found, when the extension is not built, or when it cannot be loaded.
 */
export async function openChromium(options: ChromiumOptions): Promise<ChromiumWithExtension> {
  const pages = readBuiltExtension(options.extensionDir);
  const executablePath = await findChromium();
  const logDir = mkdtempSync(join(tmpdir(), 'chromium-net-log-'));
  const { userDataDir, headless, ...rest } = options;
  const browser = new ChromiumWithExtension(pages, logDir, userDataDir === undefined, {
    ...rest,
    executablePath,
    userDataDir: userDataDir ?? mkdtempSync(join(tmpdir(), 'chromium-profile-')),
    headless: headless ?? !hasDisplay(),
  });
  try {
    await browser.start();
  } catch (error) {
    await browser.close();
    throw error;
  }
  return browser;
}

/** A Chromium with the built extension, and the actions of tests and the demo. */
export class ChromiumWithExtension {
  readonly #pages: BuiltExtension;
  readonly #logDir: string;
  readonly #ownsProfile: boolean;
  readonly #launch: Omit<ChromiumLaunch, 'netLogFile'>;
  readonly #cspViolations: CspViolation[] = [];
  #running: RunningChromium | undefined;
  #launches = 0;
  #offline = false;
  #quietPage: Page | undefined;
  #contacts: Contact[] = [];

  constructor(
    pages: BuiltExtension,
    logDir: string,
    ownsProfile: boolean,
    launch: Omit<ChromiumLaunch, 'netLogFile'>,
  ) {
    this.#pages = pages;
    this.#logDir = logDir;
    this.#ownsProfile = ownsProfile;
    this.#launch = launch;
  }

  /** Playwright's context; another one after `restart`. */
  get context(): BrowserContext {
    return this.#browser.context;
  }

  get extensionId(): string {
    return this.#browser.extensionId;
  }

  /** The origin of the extension's pages, as `chrome-extension://…`, without a slash at the end. */
  get extensionOrigin(): string {
    return `chrome-extension://${this.extensionId}`;
  }

  /** The profile folder. */
  get userDataDir(): string {
    return this.#launch.userDataDir;
  }

  /** Starts the browser; `openChromium` has done that. */
  async start(): Promise<void> {
    this.#launches += 1;
    const netLogFile = this.#netLogFile(this.#launches);
    this.#running = await launchChromium({ ...this.#launch, netLogFile });
    await watchCspViolations(this.#running.devTools, this.extensionOrigin, this.#cspViolations);
    await this.#firstWorker();
  }

  /** Opens the popup's page in a tab of the size of a popup. */
  async openPopup(size: PageSize = POPUP_SIZE): Promise<Page> {
    return this.#openPage(this.#pages.popup, size);
  }

  /** Opens the options page in a tab. */
  async openOptions(size?: PageSize): Promise<Page> {
    return this.#openPage(this.#pages.options, size);
  }

  /**
   * Replaces what a tab shows by a page without code, which follows no change of what is stored.
   */
  async leaveExtensionPage(page: Page): Promise<void> {
    await page.goto(`${this.extensionOrigin}/${QUIET_PAGE}`);
  }

  /** Reads badge and tooltip, without waking the worker or opening the popup. */
  async badge(): Promise<Badge> {
    const page = await this.#anyExtensionPage();
    return page.evaluate(async () => ({
      text: await chrome.action.getBadgeText({}),
      backgroundColor: await chrome.action.getBadgeBackgroundColor({}),
      title: await chrome.action.getTitle({}),
    }));
  }

  /** Returns the service worker, woken if it was dead, to evaluate code in. */
  async worker(): Promise<Worker> {
    await this.wakeWorker();
    return this.#firstWorker();
  }

  /**
   * Kills the service worker in the middle of its work; resolves when it is dead. Does nothing if
   * it is dead already.
   */
  async killWorker(): Promise<void> {
    const worker = await this.#workerTarget();
    if (worker === undefined) return;
    const session = await this.context.newCDPSession(await this.#anyExtensionPage());
    let isKilled = false;
    let hasStopped = false;
    const known = new Promise<void>((resolve) => {
      session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        const ours = versions.filter(({ scriptURL }) => scriptURL.startsWith(this.extensionOrigin));
        if (ours.length > 0) resolve();
        // A worker that an event starts again at once has the same target: only this tells.
        if (isKilled && ours.some(({ runningStatus }) => runningStatus === 'stopped'))
          hasStopped = true;
      });
    });
    try {
      await session.send('ServiceWorker.enable');
      // Its present state comes first: one that comes after the end would not tell of the end.
      await known;
      isKilled = true;
      await this.#browser.devTools.send('Target.closeTarget', { targetId: worker });
      const deadline = Date.now() + WORKER_TIMEOUT_MS;
      while (!hasStopped && (await this.#workerTarget()) === worker) {
        if (Date.now() > deadline) throw new Error('The service worker did not die.');
        await delay(5);
      }
    } finally {
      await session.detach();
    }
  }

  /**
   * Starts the service worker without an event; resolves when it runs. Does nothing if it runs
   * already.
   */
  async wakeWorker(): Promise<void> {
    const page = await this.#anyExtensionPage();
    const session = await this.context.newCDPSession(page);
    try {
      const running = new Promise<void>((resolve, reject) => {
        setTimeout(
          () => reject(new Error('The service worker did not start.')),
          WORKER_TIMEOUT_MS,
        ).unref();
        session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
          const ours = versions.filter(({ scriptURL }) =>
            scriptURL.startsWith(this.extensionOrigin),
          );
          if (ours.some(({ runningStatus }) => runningStatus === 'running')) resolve();
        });
      });
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.startWorker', { scopeURL: `${this.extensionOrigin}/` });
      await running;
    } finally {
      await session.detach();
    }
    if (this.#offline) await this.#tellWorkerWhetherOffline();
  }

  /**
   * Closes the browser and opens it again, online, with the same profile. The extension is
   * installed again, and its data stays.
   */
  async restart(): Promise<void> {
    await this.context.close();
    this.#running = undefined;
    this.#offline = false;
    await this.start();
  }

  /**
   * Loads the extension's folder again over what is loaded, as an update does. Its open pages are
   * closed.
   */
  async reloadExtension(): Promise<void> {
    await this.#browser.loadAgain();
    await this.#firstWorker();
  }

  /**
   * Disconnects the whole browser from the network, or connects it again: requests of pages and of
   * the service worker fail, and `navigator.onLine` is false in both. A worker that is woken by an
   * event while offline, rather than by `wakeWorker`, may believe to be online, but reaches no
   * host.
   */
  async setOffline(offline: boolean): Promise<void> {
    await this.context.setOffline(offline);
    this.#offline = offline;
    await this.#tellWorkerWhetherOffline();
  }

  /**
   * Returns every origin contacted since the first launch, with its cause. Complete after `close`;
   * before that the newest may be missing.
   */
  contacts(): readonly Contact[] {
    return this.#running === undefined ? this.#contacts : this.#readContacts();
  }

  /**
   * Sets the extension's site access as a user does in the browser's settings: `on-click` withholds
   * its host permissions, `granted` gives them back.
   */
  async setSiteAccess(access: 'on-click' | 'granted'): Promise<void> {
    await this.#configure({ hostAccess: access === 'granted' ? 'ON_ALL_SITES' : 'ON_CLICK' });
  }

  /**
   * Grants the extension an optional host, such as `https://discord.com/*`: it has it as soon as it
   * asks for it, without a native prompt, which would block every click.
   */
  async grantHost(pattern: string): Promise<void> {
    await this.#changeHost('addHostPermission', pattern);
  }

  /** Takes an optional host away again, as the user does in the browser's settings. */
  async takeHostAway(pattern: string): Promise<void> {
    await this.#changeHost('removeHostPermission', pattern);
  }

  /** Shows the extension's icon in the toolbar, as the user does by its pin. */
  async pinToToolbar(): Promise<void> {
    await this.#configure({ pinnedToToolbar: true });
  }

  /**
   * Returns the violations of the content security policy in the extension's pages and worker since
   * the first launch.
   */
  cspViolations(): readonly CspViolation[] {
    return this.#cspViolations;
  }

  /** Closes the browser and removes its temporary profile. May be called twice. */
  async close(): Promise<void> {
    await this.#running?.context.close();
    this.#running = undefined;
    if (existsSync(this.#logDir)) this.#contacts = this.#readContacts();
    rmSync(this.#logDir, { recursive: true, force: true });
    // Chromium's last processes may still be writing for a moment.
    if (this.#ownsProfile)
      rmSync(this.userDataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  async #changeHost(
    change: 'addHostPermission' | 'removeHostPermission',
    pattern: string,
  ): Promise<void> {
    const page = await this.context.newPage();
    await page.goto('chrome://extensions/');
    await page.evaluate(
      ([extensionId, changeHost, host]) => {
        const { developerPrivate } = chrome as unknown as ExtensionsPage;
        return developerPrivate[changeHost](extensionId, host);
      },
      [this.extensionId, change, pattern] as const,
    );
    await page.close();
  }

  async #configure(configuration: ExtensionConfiguration): Promise<void> {
    const page = await this.context.newPage();
    await page.goto('chrome://extensions/');
    await page.evaluate(
      ([extensionId, changes]) => {
        const { developerPrivate } = chrome as unknown as ExtensionsPage;
        return developerPrivate.updateExtensionConfiguration({ extensionId, ...changes });
      },
      [this.extensionId, configuration] as const,
    );
    await page.close();
  }

  get #browser(): RunningChromium {
    if (this.#running === undefined) throw new Error('Chromium is closed.');
    return this.#running;
  }

  #netLogFile(launch: number): string {
    return join(this.#logDir, `${launch}.json`);
  }

  #readContacts(): Contact[] {
    const files = Array.from({ length: this.#launches }, (_, index) =>
      this.#netLogFile(index + 1),
    ).filter(existsSync);
    const contacts = files.flatMap((file) => contactsInNetLog(readFileSync(file, 'utf8')));
    return [
      ...new Map(
        contacts.map((contact) => [`${contact.cause} ${contact.origin}`, contact]),
      ).values(),
    ];
  }

  async #openPage(path: string, size: PageSize | undefined): Promise<Page> {
    const page = await this.context.newPage();
    if (size !== undefined) await page.setViewportSize(size);
    await page.goto(`${this.extensionOrigin}/${path}`);
    return page;
  }

  async #anyExtensionPage(): Promise<Page> {
    const open = this.context
      .pages()
      .find((page) => page.url().startsWith(`${this.extensionOrigin}/`));
    return open ?? (await this.#openQuietPage());
  }

  async #openQuietPage(): Promise<Page> {
    if (this.#quietPage === undefined || this.#quietPage.isClosed()) {
      this.#quietPage = await this.#openPage(QUIET_PAGE, undefined);
    }
    return this.#quietPage;
  }

  /**
   * `navigator.onLine` belongs to the process that the extension's pages and its worker share, and
   * only a page sets it.
   */
  async #tellWorkerWhetherOffline(): Promise<void> {
    const session = await this.context.newCDPSession(await this.#openQuietPage());
    await session.send('Network.overrideNetworkState', {
      offline: this.#offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  }

  async #firstWorker(): Promise<Worker> {
    const [worker] = this.context.serviceWorkers();
    return (
      worker ?? (await this.context.waitForEvent('serviceworker', { timeout: WORKER_TIMEOUT_MS }))
    );
  }

  async #workerTarget(): Promise<string | undefined> {
    const { targetInfos } = await this.#browser.devTools.send('Target.getTargets');
    return targetInfos.find(
      ({ type, url }) => type === 'service_worker' && url.startsWith(this.extensionOrigin),
    )?.targetId;
  }
}

/** The used part of the API of Chromium's own page for extensions. */
interface ExtensionsPage {
  readonly developerPrivate: {
    updateExtensionConfiguration(
      update: { readonly extensionId: string } & ExtensionConfiguration,
    ): Promise<void>;
    addHostPermission(extensionId: string, pattern: string): Promise<void>;
    removeHostPermission(extensionId: string, pattern: string): Promise<void>;
  };
}

/** The user's choices for an extension on that page. */
interface ExtensionConfiguration {
  readonly hostAccess?: 'ON_CLICK' | 'ON_ALL_SITES';
  readonly pinnedToToolbar?: boolean;
}
