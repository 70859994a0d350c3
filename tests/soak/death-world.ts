import type { AlertMemory } from '../../utils/alerts/alert-memory.ts';
import type { AlertPause } from '../../utils/alerts/alert-pause.ts';
import type { DesktopNotices } from '../../utils/alerts/desktop-notices.ts';
import type { Marks } from '../../utils/state/marks.ts';
import type { SavedFilter } from '../../utils/state/saved-filters.ts';
import { alertMemory, REGISTRY } from '../../utils/storage/registry.ts';
import { versionOf } from '../../utils/storage/value-declaration.ts';
import { WEBHOOK_HOSTS } from '../sandbox-api/hosts.ts';
import { SeededRandom } from '../simulation/random.ts';
import { resultOf } from './copy-databases.ts';
import { untilAtRest } from './database-tasks.ts';
import { BEGINNING } from './simulated-api.ts';
import {
  type BrowserParts,
  type BrowserState,
  type Deaths,
  type Fate,
  SimulatedBrowser,
} from './simulated-browser.ts';
import { ORGANIZATION, OTHER_ORGANIZATION, SimulatedOrigin } from './simulated-origin.ts';
import { storedHistory } from './stored-history.ts';
import { VirtualTime } from './virtual-time.ts';
import { workerCode } from './worker-code.ts';

export const KEY = 'ca_death_first_0001';
export const NEXT_KEY = 'ca_death_next_0002';
export const OTHER_KEY = 'ca_death_other_0003';

const HOUR = 3_600_000;
/** The time in which a webhook answers. */
const WEBHOOK_MS = 200;
/** A sync of this library takes some seconds. */
const SYNC_MS = 60_000;
/**
 * Enough for resumed syncs and a poll, which comes every hour, to bring all to rest. `npm run
 * test:deaths` waits for three polls.
 */
const REST_MS = (process.env.EVERY_DEATH === undefined ? 1.25 : 3) * HOUR;
const SIZE = { posts: 24, accounts: 2, comingPosts: 0 };
const SEED = 12;

type Items = Readonly<Record<string, unknown>>;

/** A command of a page, and the worker's answer. */
export interface SentCommand {
  readonly command: unknown;
  /** `null`: the worker died before it answered. */
  readonly answer: { readonly result: string } | null;
}

const code = workerCode();
/** Makes the copies that {@link DeathWorld.connected} returns. */
let connected: Promise<() => Promise<DeathWorld>> | undefined;

/** A browser in which the worker dies at one chosen write, and at nothing else. */
export class DeathWorld {
  readonly commands: SentCommand[] = [];
  /** Requests to the API, in their order. */
  readonly requests: {
    readonly path: string;
    readonly key: string | null;
    /** The key on the device at that moment. */
    readonly storedKey: string | null;
  }[] = [];
  /** The bodies of requests to webhooks that have arrived, in their order. */
  readonly webhookBodies: string[] = [];
  /** Answers a request to a webhook. */
  answerWebhook: () => Response = () => new Response('ok');
  /** The state when the worker died at the chosen write or request. */
  atDeath: { readonly arrived: readonly string[]; readonly outbox: string } | null = null;
  /** Writes to extension storage, databases and alarms since {@link killAt}. */
  writes = 0;
  /** Uses of extension storage, databases for writing, and alarms since {@link killAt}. */
  uses = 0;
  readonly browser: SimulatedBrowser;
  readonly #time: VirtualTime;
  readonly #dice: SeededRandom;
  readonly #origin: SimulatedOrigin;
  /** The write that the worker dies at, and whether it is done. */
  #death: { readonly write: number; readonly fate: Fate } | null = null;
  /** The request to a webhook that the worker dies at, counted down. */
  #webhookDeath: { requests: number; readonly hasArrived: boolean } | null = null;
  /** A command that comes at a use of the disk. */
  #interruption: { readonly use: number; readonly send: () => void } | null = null;
  #isCounting = false;
  #endsWithAnswer = false;

  /** @param former a world to go on from, with a copy of its browser's state */
  private constructor(
    beginLife: Awaited<typeof code>,
    former?: { readonly world: DeathWorld; readonly state: BrowserState },
  ) {
    const world = former?.world;
    this.#time = new VirtualTime(world === undefined ? 0 : world.#time.now);
    this.#dice = world === undefined ? new SeededRandom(SEED, 5) : world.#dice.copy();
    this.commands.push(...(world?.commands ?? []));
    this.requests.push(...(world?.requests ?? []));
    this.webhookBodies.push(...(world?.webhookBodies ?? []));
    const month = {
      seed: SEED,
      browser: 'chromium' as const,
      spells: [],
      rateLimit: { limit: 1000, periodMs: 60_000 },
      sharePercent: 100,
    };
    this.#origin = new SimulatedOrigin(
      month,
      this.#time,
      SIZE,
      world === undefined ? undefined : world.#origin,
    );
    this.#origin.setKeys([
      { key: KEY, mayWrite: true, organizationId: ORGANIZATION },
      { key: NEXT_KEY, mayWrite: true, organizationId: ORGANIZATION },
      { key: OTHER_KEY, mayWrite: true, organizationId: OTHER_ORGANIZATION },
    ]);
    const count = (): Fate => {
      if (!this.#isCounting) return 'survives';
      this.writes += 1;
      if (this.writes !== this.#death?.write) return 'survives';
      const { fate } = this.#death;
      if (fate !== 'survives') queueMicrotask(() => this.#noteDeath());
      return fate;
    };
    const countUse = () => {
      if (!this.#isCounting) return;
      this.uses += 1;
      if (this.uses === this.#interruption?.use) this.#interruption.send();
    };
    const deaths: Deaths = {
      atUse(kind) {
        countUse();
        return kind === 'write' ? count() : 'survives';
      },
      ofTransaction() {
        countUse();
        return count();
      },
      atEvent: () => false,
      duringRequest: () => null,
    };
    const parts: BrowserParts = {
      month,
      time: this.#time,
      dice: this.#dice,
      deaths,
      clientNow: () => this.now,
      fetch: (url, init) => {
        if (WEBHOOK_HOSTS.some((host) => host === new URL(url).host))
          return this.#postToWebhook(String(init.body));
        const sent = new Headers(init.headers).get('authorization');
        this.requests.push({
          path: new URL(url).pathname,
          key: sent?.replace('Bearer ', '') ?? null,
          storedKey: this.value<string | null>('apiKey') ?? null,
        });
        return this.#origin.fetch(url, init);
      },
      isOnline: () => true,
      beginLife,
      onStored: () => undefined,
      onAnswered: () => {
        if (this.#endsWithAnswer) this.browser.endWorker();
      },
    };
    this.browser = new SimulatedBrowser(parts, former?.state);
  }

  /** A browser that was just opened with the extension in it. */
  static async open(): Promise<DeathWorld> {
    const world = new DeathWorld(await code);
    world.browser.open();
    await world.pass(SYNC_MS);
    return world;
  }

  /**
   * A browser whose extension has a key and has synced. All are copies of one, because a first sync
   * takes as long as most of what follows.
   */
  static async connected(): Promise<DeathWorld> {
    connected ??= DeathWorld.firstConnected().then((world) => world.copier());
    return (await connected)();
  }

  /** Opens a browser, saves a key and lets the extension sync. */
  static async firstConnected(): Promise<DeathWorld> {
    const world = await DeathWorld.open();
    await world.tell({ type: 'save-key', key: KEY, mayReplaceOrganization: false });
    await world.pass(SYNC_MS);
    return world;
  }

  /**
   * Returns a function that makes worlds which go on from here, each with a copy of everything, so
   * that what they have in common happens once. This world itself must stay as it is. @throws Error
   * while a worker is awake
   */
  async copier(): Promise<() => Promise<DeathWorld>> {
    const beginLife = await code;
    const copyState = await this.browser.stateCopier();
    return async () => new DeathWorld(beginLife, { world: this, state: await copyState() });
  }

  /**
   * From now on writes are counted, and the worker dies at one of them. @param write its number,
   * from 1; `null`: never
   */
  killAt(write: number | null, fate: Fate): void {
    this.writes = 0;
    this.uses = 0;
    this.#isCounting = true;
    this.#death = write === null ? null : { write, fate };
  }

  /**
   * The worker dies at a request to a webhook. @param request its number from now, from 1
   *
   * @param hasArrived the request arrives, and its answer is not heard; else it does not arrive
   */
  killAtWebhook(request: number, hasArrived: boolean): void {
    this.#webhookDeath = { requests: request, hasArrived };
  }

  /** Answers a request to a webhook after a while, if the worker lives so long. */
  async #postToWebhook(body: string): Promise<Response> {
    const death = this.#webhookDeath;
    if (death !== null) death.requests -= 1;
    const dies = death?.requests === 0;
    if (!dies || death.hasArrived) this.webhookBodies.push(body);
    if (dies) {
      this.#webhookDeath = null;
      this.#noteDeath();
      this.browser.endWorker();
      return new Promise(() => undefined);
    }
    await new Promise<void>((resolve) => this.#time.in(WEBHOOK_MS, resolve));
    return this.answerWebhook();
  }

  #noteDeath(): void {
    const outbox = JSON.stringify(this.value('outbox') ?? []);
    this.atDeath = { arrived: [...this.webhookBodies], outbox };
  }

  /** From now on uses of the disk are counted, and a page sends a command at one, from 1. */
  interruptAt(use: number, command: unknown): void {
    this.killAt(null, 'survives');
    // After the present task: a worker that is being started hears nothing before its end.
    const send = () => queueMicrotask(() => void this.browser.send(command));
    this.#interruption = { use, send };
  }

  /**
   * Sends a command and ends the worker with its response: only what is stored by then can make the
   * response true. No other worker starts.
   */
  async tellAndEnd(command: unknown): Promise<unknown> {
    this.#endsWithAnswer = true;
    const answering = this.browser.send(command);
    await untilAtRest();
    await this.#time.passUntil(this.#time.now + SYNC_MS / 3, untilAtRest);
    this.#endsWithAnswer = false;
    const answer = await answering;
    this.commands.push({ command, answer: answer as SentCommand['answer'] });
    return answer;
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    await untilAtRest();
    await this.#time.passUntil(this.#time.now + ms, untilAtRest);
  }

  /** Waits until everything is idle. */
  async rest(): Promise<void> {
    await this.pass(REST_MS);
    // A poll may have begun in the last moment.
    const isSyncing = () =>
      (this.value<{ progress: unknown }>('syncStatus')?.progress ?? null) !== null;
    for (let more = 0; more < 5 && isSyncing(); more++) await this.pass(SYNC_MS);
    this.#isCounting = false;
  }

  /**
   * Sends a command as a page does. @param repeats once more when the worker dies before it answers
   */
  async tell(command: unknown, repeats = true): Promise<boolean> {
    const answering = this.browser.send(command) as Promise<SentCommand['answer']>;
    await this.pass(SYNC_MS);
    const answer = await answering;
    this.commands.push({ command, answer });
    if (answer === null && repeats) return this.tell(command, false);
    return answer?.result === 'ok';
  }

  /**
   * Sends commands at the same moment, as several pages do. @returns the answers, in their order
   */
  async tellTogether(...commands: readonly unknown[]): Promise<readonly unknown[]> {
    const answering = commands.map((command) => this.browser.send(command));
    await this.pass(SYNC_MS);
    return Promise.all(answering);
  }

  /** The time until the alarm wakes the worker, ms; `null`: it is not set. */
  get alarmIn(): number | null {
    const alarm = this.browser.alarm('jobs');
    return alarm === undefined ? null : alarm.scheduledTime - this.now;
  }

  /** Returns the time of the user's device, ms since epoch. */
  get now(): number {
    return BEGINNING + this.#time.now;
  }

  /** A stored value of `local`, without its envelope. */
  value<T>(key: string): T | undefined {
    return (this.browser.stored(key) as { readonly value: T } | undefined)?.value;
  }

  /** The ids of the breakouts that are published. */
  breakoutIds(): readonly string[] {
    const first = JSON.parse(this.value<string>('firstRanking') || 'null');
    return (first?.breakouts ?? []).map(({ id }: { id: string }) => id);
  }

  /** Everything in the databases: the records of each store by its key, as text. */
  async databases(): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
    const found: Record<string, Record<string, unknown>> = {};
    for (const { name } of await this.browser.indexedDb.databases()) {
      if (name === undefined) continue;
      const database = await resultOf(this.browser.indexedDb.open(name));
      for (const store of database.objectStoreNames) {
        const records = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([
          resultOf(records.getAllKeys()),
          resultOf(records.getAll()),
        ]);
        if (keys.length > 0) {
          found[`${name}/${store}`] = Object.fromEntries(
            keys.map((key, row) => [JSON.stringify(key), values[row]]),
          );
        }
      }
      database.close();
    }
    return found;
  }

  /** The state of alerts, without times. */
  alerts(): Items {
    const memory = this.value<AlertMemory>('alertMemory');
    const desktop = memory?.channels.desktop ?? null;
    const notices = this.value<DesktopNotices>('desktopNotices');
    return {
      sentIds: Object.keys(desktop?.sentStrengths ?? {}).sort(),
      waiting: (desktop?.waiting ?? []).map(({ id }) => id),
      sent: desktop?.sentAt.length ?? 0,
      toShow: notices?.toShow.length ?? 0,
      shown: (notices?.shown ?? []).map(({ message }) => message.posts.map(({ id }) => id)),
      isPaused: (this.value<AlertPause>('alertPause')?.until ?? null) !== null,
    };
  }

  /** Makes a post that is a breakout one that the next ranking finds. */
  forgetBreakout(id: string): void {
    const flags = this.value<{ rule: string; posts: { id: string }[] }>('flags');
    const memory = this.value<AlertMemory>('alertMemory');
    const { [id]: _, ...sentStrengths } = memory?.channels.desktop?.sentStrengths ?? {};
    const desktop = { ...memory?.channels.desktop, sentStrengths };
    this.browser.put('local', {
      flags: {
        version: 1,
        value: { ...flags, posts: flags?.posts.filter((post) => post.id !== id) },
      },
      alertMemory: {
        version: versionOf(alertMemory),
        value: { ...memory, channels: { ...memory?.channels, desktop } },
      },
    });
    this.browser.removeLocal('firstRanking');
  }

  /** Each point of the history as text. */
  async historyPoints(): Promise<readonly string[]> {
    const history = await storedHistory(this.browser.indexedDb);
    return [...(history ?? [])].flatMap(([id, series]) =>
      series.map((point) => `${id} ${JSON.stringify(point)}`),
    );
  }

  /** Converts the stored data to that of version 0.1.0. */
  becomeVersion010(): void {
    const local = this.browser.items('local');
    const { keyOwner, apiCapabilities, apiDeprecation, marks, publication } = local;
    const seen = Object.keys(this.value<{ posts: object }>('marks')?.posts ?? {});
    for (const key of Object.keys(local)) this.browser.removeLocal(key);
    this.browser.put('local', {
      ...Object.fromEntries(
        ['apiKey', 'settings', 'flags', 'evidenceLog', 'sensitivityPreview', 'syncStatus', 'events']
          .filter((key) => key in local)
          .map((key) => [key, local[key]]),
      ),
      keyHolder: keyOwner,
      ...(apiCapabilities === undefined ? {} : { apiWays: apiCapabilities }),
      ...(apiDeprecation === undefined ? {} : { apiLifecycle: apiDeprecation }),
      ...(marks === undefined
        ? {}
        : { seen: { version: 1, value: Object.fromEntries(seen.map((id) => [id, 1])) } }),
      publication: { version: 1, value: headOf010((publication as { value: Items }).value) },
      'ranking/front': { version: 1, value: '{}' },
      'ranking/1/7d/views/all': { version: 1, value: '{}' },
      setAside: { version: 1, value: ['set-aside/settings/2026-11-24T12:00:00.000Z'] },
      'set-aside/settings/2026-11-24T12:00:00.000Z': 'junk',
    });
  }

  /** The state without times, which is equal for two runs with the same result. */
  async state(): Promise<Items> {
    const local = this.browser.items('local');
    const session = this.browser.items('session');
    const databases = await this.databases();
    const backups = databases['critical-copies/copies'] ?? {};
    const keyIn = (items: Items, key: string) => {
      const value = (items[key] as { value: unknown } | undefined)?.value ?? null;
      // The key of the sample says when it began.
      return typeof value === 'string' ? value.replace(/^(sample-data)\.\d+$/, '$1') : value;
    };
    const owner =
      this.value<{ organizationId: string; lastFour: string } | null>('keyOwner') ?? null;
    const publication = this.value<{
      generation: number;
      lookbackDays: number;
      posts: number;
    } | null>('publication');
    const status = this.value<{ problem: unknown; progress: unknown }>('syncStatus');
    const head = databases['library-1/state']?.['"head"'] as { scope: string } | undefined;
    const history = await storedHistory(this.browser.indexedDb);
    return {
      settings: this.value('settings') ?? null,
      shared: sharedValues(this.browser.items('sync')),
      keys: {
        device: keyIn(local, 'apiKey'),
        session: keyIn(session, 'sessionKey'),
        backup: keyIn(backups, '"apiKey"'),
      },
      webhooks: {
        device: keyIn(local, 'webhooks'),
        session: keyIn(session, 'sessionWebhooks'),
        backup: keyIn(backups, '"webhooks"'),
      },
      channels: channelsIn(this.value('channels')),
      waiting: this.value<readonly unknown[]>('outbox')?.length ?? 0,
      owner: owner === null ? null : [owner.organizationId, owner.lastFour],
      published: publication ? [publication.posts, publication.lookbackDays] : null,
      generations: generationsIn(databases).map(
        (generation) => generation === publication?.generation,
      ),
      rule: this.value<{ rule: string }>('flags')?.rule ?? '',
      seen: Object.keys(this.value<{ posts: object }>('marks')?.posts ?? {}).sort(),
      marks: kindsOfMarks(this.value('marks')),
      filters: (this.value<readonly SavedFilter[]>('savedFilters') ?? []).map(({ name }) => name),
      hiddenColumns: this.value('hiddenColumns') ?? [],
      notices: this.value('notices') ?? [],
      desktop: [...this.browser.notices].map((id) => new URLSearchParams(id).get('post')),
      alerts: this.alerts(),
      problem: status?.problem ?? null,
      isUnfinished: (status?.progress ?? null) !== null,
      pendingRemoval: this.value('pendingRemoval') ?? null,
      library: head?.scope ?? null,
      history: [...(history ?? [])].map(([id]) => id).sort(),
      undeclared: undeclaredKeys(local, session),
      alarms: this.browser.alarmNames,
      jobs: plannedJobs(this.value('dueJobs')),
      databases: Object.keys(databases).sort(),
    };
  }
}

/** The channels that are on, with the ends of their addresses. */
function channelsIn(
  channels: Readonly<Record<string, { isOn: boolean; addressEnding: string | null }>> = {},
): Items {
  return Object.fromEntries(
    Object.entries(channels)
      .filter(([, { isOn }]) => isOn)
      .map(([channel, { addressEnding }]) => [channel, addressEnding]),
  );
}

/** Returns the marks without their times. */
function kindsOfMarks(marks: Partial<Marks> = {}): Items {
  const kinds = Object.entries(marks.posts ?? {}).map(([id, mark]) => [
    id,
    Object.keys(mark).sort(),
  ]);
  return {
    posts: Object.fromEntries(kinds),
    accounts: Object.keys(marks.accounts ?? {}),
    creators: Object.keys(marks.creators ?? {}),
    undo: (marks.undo ?? []).map(({ action }) => action),
  };
}

/** The settings that the user's browsers share, without their times. */
function sharedValues(items: Items): Items {
  return Object.fromEntries(
    Object.entries(items).map(([key, shared]) => [key, (shared as { value: unknown }).value]),
  );
}

/** The names of the jobs that are planned. */
function plannedJobs(jobs: Items = {}): readonly string[] {
  return Object.keys(jobs)
    .filter((job) => jobs[job] !== null)
    .sort();
}

function headOf010(head: Items): Items {
  return { ...head, windows: [1, 7, 14, 30], writer: '0.1.0', breakoutIds: [], checksums: {} };
}

function undeclaredKeys(local: Items, session: Items): readonly string[] {
  const declared = new Set(REGISTRY.map(({ area, key }) => `${area}/${key}`));
  return [
    ...Object.keys(local).map((key) => `local/${key}`),
    ...Object.keys(session).map((key) => `session/${key}`),
  ]
    .filter((key) => !declared.has(key))
    .sort();
}

function generationsIn(
  databases: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): readonly number[] {
  const keys = Object.keys(databases['published/windows'] ?? {}).map(
    (key) => (JSON.parse(key) as [number])[0],
  );
  return [...new Set(keys)];
}
