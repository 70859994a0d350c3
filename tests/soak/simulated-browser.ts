import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { fillPlaces, loadCatalogue } from '../builders/catalogue.ts';
import type { SeededRandom } from '../simulation/random.ts';
import { createDatabases, readDatabases } from './copy-databases.ts';
import type { Month } from './month.ts';
import type { UnarmedDeath } from './recovery.ts';
import { type Alarm, SimulatedAlarms } from './simulated-alarms.ts';
import { simulatedIntl } from './simulated-intl.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Surroundings } from './worker-code.ts';

/**
 * The moment of a worker's death at a use of the disk: before it, or after it but before the worker
 * knows.
 */
export type Fate = 'survives' | 'dies-before' | 'dies-after';

/** Decides when a worker dies. */
export interface Deaths {
  /** Asked at each use of extension storage and alarms, and at each deletion of a database. */
  atUse(kind: 'read' | 'write'): Fate;
  /** Asked at the beginning of each transaction that writes to or creates a database. */
  ofTransaction(): Fate;
  /** Asked at each event of a transaction: dies there? */
  atEvent(): boolean;
  /** Returns for each request the time after which the worker dies, ms; `null`: it survives. */
  duringRequest(): number | null;
}

/** Kills the worker randomly: at a use of the disk, or during a request. */
export function randomDeaths(dice: SeededRandom): Deaths {
  return {
    atUse() {
      const chance = dice.next() * USES_PER_DEATH;
      return chance < 0.5 ? 'dies-before' : chance < 1 ? 'dies-after' : 'survives';
    },
    ofTransaction: () => 'survives',
    atEvent: () => dice.next() * USES_PER_DEATH < 0.5,
    duringRequest: () => (dice.next() * REQUESTS_PER_DEATH < 1 ? dice.uniform(0, 600) : null),
  };
}

/** A browser puts an idle worker to sleep after this time, ms. */
const IDLE_MS = 30_000;
/** The worker is killed at one use of the disk in this many, and at one request in this many. */
const USES_PER_DEATH = 400;
const REQUESTS_PER_DEATH = 60;

/** As the worker names them. */
const JOB_ALARM = 'jobs';
/** A worker that dies in the middle of its work is followed by another within this time, ms. */
const RESTART_MS = 60_000;

const english = await loadCatalogue('en');

const ID = 'breakouts';
const ORIGIN = `chrome-extension://${ID}/`;

type AreaName = 'local' | 'session' | 'sync';
type Items = Readonly<Record<string, unknown>>;
type Listener = (...args: never[]) => unknown;

/** The surroundings of the browser. */
export interface BrowserParts {
  readonly month: Pick<Month, 'browser'>;
  readonly time: VirtualTime;
  readonly dice: SeededRandom;
  readonly deaths: Deaths;
  /** Returns the time of the user's device, ms since epoch. */
  readonly clientNow: () => number;
  /** Responds to a request in virtual time; `alive` returns false once the request was aborted. */
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly isOnline: () => boolean;
  /** Begins a life of the worker. */
  readonly beginLife: (surroundings: Surroundings) => void;
  /** Called after each change of `storage.local`. */
  readonly onStored: (changed: Items) => void;
  /** Called after each response to a page. */
  readonly onAnswered?: () => void;
}

/** All that an open browser hands from one worker to the next. */
export interface BrowserState {
  readonly alarms: ReadonlyMap<string, Alarm>;
  readonly areas: Readonly<Record<AreaName, ReadonlyMap<string, string>>>;
  readonly indexedDb: IDBFactory;
  readonly badgeTexts: readonly string[];
  readonly notices: ReadonlySet<string>;
  readonly hasApiAccess: boolean;
}

/** One life of the worker. */
interface Life {
  isOver: boolean;
  readonly listeners: {
    readonly [event in
      | 'alarm'
      | 'startup'
      | 'installed'
      | 'message'
      | 'changed'
      | 'accessChanged']: Listener[];
  };
  readonly transactions: Set<IDBTransaction>;
  readonly databases: Set<IDBDatabase>;
  /** Requests to the API and commands of pages under way. */
  underWay: number;
  lastActiveAt: number;
  /** Called when the worker dies. */
  readonly mourners: Set<() => void>;
}

/**
 * A browser with one extension in it. Its disk (`storage.local` and IndexedDB) outlives every
 * worker; a worker dies between any two of its uses, in the middle of a transaction too, which then
 * leaves no trace or, if it was all but done, its whole.
 */
export class SimulatedBrowser {
  isOpen: boolean;
  deaths = 0;
  /** The texts of the badge, the latest last. */
  readonly badgeTexts: string[];
  /** The ids of the notices on the desktop. */
  readonly notices: Set<string>;
  readonly unarmedDeaths: UnarmedDeath[] = [];
  readonly indexedDb: IDBFactory;
  readonly #parts: BrowserParts;
  readonly #alarms: SimulatedAlarms;
  readonly #local: Map<string, string>;
  readonly #session: Map<string, string>;
  /** The data that the user's browsers share. */
  readonly #sync: Map<string, string>;
  #life: Life | null = null;
  #isInstalled: boolean;
  #hasApiAccess: boolean;

  /** @param state of an open browser, which it takes over; default: a new one that is closed */
  constructor(parts: BrowserParts, state?: BrowserState) {
    this.#parts = parts;
    const { month, time, clientNow } = parts;
    const fire = (name: string) => {
      if (this.isOpen) this.#dispatch('alarm', { name });
    };
    this.#alarms = new SimulatedAlarms(month.browser, time, clientNow, fire, state?.alarms);
    this.#local = new Map(state?.areas.local);
    this.#session = new Map(state?.areas.session);
    this.#sync = new Map(state?.areas.sync);
    this.indexedDb = state?.indexedDb ?? new IDBFactory();
    this.badgeTexts = [...(state?.badgeTexts ?? [])];
    this.notices = new Set(state?.notices);
    this.isOpen = state !== undefined;
    this.#isInstalled = state !== undefined;
    this.#hasApiAccess = state?.hasApiAccess ?? true;
  }

  /**
   * Returns a function that makes a copy of the present state, one for each other browser. @throws
   * Error while a worker is awake
   */
  async stateCopier(): Promise<() => Promise<BrowserState>> {
    if (this.#life !== null || !this.isOpen)
      throw new Error('The browser is not open with its worker asleep.');
    const state = {
      alarms: this.#alarms.all,
      areas: {
        local: new Map(this.#local),
        session: new Map(this.#session),
        sync: new Map(this.#sync),
      },
      badgeTexts: [...this.badgeTexts],
      notices: new Set(this.notices),
      hasApiAccess: this.#hasApiAccess,
    };
    const databases = await readDatabases(this.indexedDb);
    return async () => ({ ...state, indexedDb: await createDatabases(databases) });
  }

  /** Returns the item of `storage.local` under a key. */
  stored(key: string): unknown {
    const text = this.#local.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** Everything in a storage area, by key. */
  items(area: AreaName): Items {
    const stored = this.#areaOf(area);
    return Object.fromEntries([...stored].map(([key, text]) => [key, JSON.parse(text)]));
  }

  /** Puts items into a storage area, as a page or another version of the extension does. */
  put(area: AreaName, items: Items): void {
    const stored = this.#areaOf(area);
    for (const [key, value] of Object.entries(items)) stored.set(key, JSON.stringify(value));
  }

  #areaOf(area: AreaName): Map<string, string> {
    return { local: this.#local, session: this.#session, sync: this.#sync }[area];
  }

  removeLocal(key: string): void {
    this.#local.delete(key);
  }

  alarm(name: string): { readonly scheduledTime: number } | undefined {
    return this.#alarms.get(name);
  }

  /** Forgets all alarms, as Firefox does when it is closed. */
  loseAlarms(): void {
    for (const name of this.#alarms.names) this.#alarms.clear(name);
  }

  /** Puts the worker to sleep. */
  endWorker(): void {
    if (this.#life !== null) this.#end(this.#life);
  }

  /** The alarms that are set, by name. */
  get alarmNames(): readonly string[] {
    return this.#alarms.names;
  }

  /** Gives or takes the host permission, as the user does in the browser's own pages. */
  setApiAccess(hasAccess: boolean): void {
    this.#hasApiAccess = hasAccess;
    this.#dispatch('accessChanged');
  }

  /** Ends the worker as an update of the extension does, which also empties `storage.session`. */
  update(): void {
    this.#session.clear();
    if (this.#life !== null) this.#end(this.#life);
    this.#dispatch('installed', { reason: 'update' });
  }

  open(): void {
    this.isOpen = true;
    this.#alarms.browserOpens();
    if (this.#isInstalled) this.#dispatch('startup');
    else this.#dispatch('installed', { reason: 'install' });
    this.#isInstalled = true;
  }

  close(): void {
    this.isOpen = false;
    this.#alarms.browserCloses();
    this.#session.clear();
    if (this.#life !== null) this.#die(this.#life);
  }

  clockWasSet(): void {
    this.#alarms.clockWasSet();
  }

  /** A page sends a command: answered, or `null` when the worker died before it answered. */
  async send(command: unknown): Promise<unknown> {
    const life = this.#awake();
    // It may die of the very first thing that it does.
    if (life.isOver) return null;
    life.underWay += 1;
    const answer = await new Promise((resolve) => {
      const died = () => resolve(null);
      life.mourners.add(died);
      const answered = (answer: unknown) => {
        if (life.isOver) return;
        life.mourners.delete(died);
        resolve(structuredClone(answer));
        this.#parts.onAnswered?.();
      };
      const sender = { id: ID, url: `${ORIGIN}popup.html` };
      for (const listener of life.listeners.message)
        listener(...([command, sender, answered] as never[]));
    });
    life.underWay -= 1;
    this.#stirred(life);
    return answer;
  }

  #dispatch(event: 'alarm' | 'startup' | 'installed' | 'accessChanged', ...args: unknown[]): void {
    const life = this.#awake();
    for (const listener of life.listeners[event]) listener(...(args as never[]));
  }

  #awake(): Life {
    const life = this.#life ?? this.#born();
    this.#stirred(life);
    return life;
  }

  #born(): Life {
    const life: Life = {
      isOver: false,
      listeners: {
        ...{ alarm: [], startup: [], installed: [], message: [], changed: [] },
        accessChanged: [],
      },
      transactions: new Set(),
      databases: new Set(),
      underWay: 0,
      lastActiveAt: this.#parts.time.now,
      mourners: new Set(),
    };
    this.#life = life;
    this.#parts.beginLife(this.#surroundingsOf(life));
    this.#sleepWhenIdle(life);
    return life;
  }

  #stirred(life: Life): void {
    life.lastActiveAt = this.#parts.time.now;
  }

  #sleepWhenIdle(life: Life): void {
    this.#parts.time.at(life.lastActiveAt + IDLE_MS, () => {
      if (life.isOver) return;
      if (life.underWay > 0) this.#stirred(life);
      if (life.lastActiveAt + IDLE_MS <= this.#parts.time.now) this.#end(life);
      else this.#sleepWhenIdle(life);
    });
  }

  #die(life: Life): void {
    if (life.isOver) return;
    this.deaths += 1;
    const alarm = this.#alarms.get(JOB_ALARM);
    const isArmed =
      alarm !== undefined && alarm.scheduledTime - this.#parts.clientNow() <= RESTART_MS;
    if (this.isOpen && !isArmed) {
      this.unarmedDeaths.push({ at: this.#parts.time.now, isPolling: alarm !== undefined });
    }
    this.#end(life);
  }

  #end(life: Life): void {
    life.isOver = true;
    if (this.#life === life) this.#life = null;
    for (const transaction of life.transactions) abort(transaction);
    for (const database of life.databases) database.close();
    for (const mourner of life.mourners) mourner();
  }

  /** The work of a dead worker has no effect and no result. */
  #unlessDead<T>(life: Life, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (life.isOver) return;
      this.#stirred(life);
      work().then(
        (value) => life.isOver || resolve(value),
        (error: unknown) => life.isOver || reject(error),
      );
    });
  }

  /** Uses the disk; or dies before it, or after it but before the worker knows. */
  #using<T>(life: Life, kind: 'read' | 'write', use: () => T): Promise<T> {
    return this.#unlessDead(life, async () => {
      const fate = this.#parts.deaths.atUse(kind);
      if (fate === 'dies-before') {
        this.#die(life);
        return new Promise(() => undefined);
      }
      const used = use();
      if (fate === 'dies-after') this.#die(life);
      return used;
    });
  }

  #surroundingsOf(life: Life): Surroundings {
    const { time, dice, deaths, clientNow, fetch, isOnline } = this.#parts;
    const later = (work: () => void, ms: number) => time.in(ms, () => life.isOver || work());
    const locks = new Map<string, Promise<unknown>>();
    const browser = this.#extensionApi(life);
    return {
      // The polyfill looks for `chrome`, and uses `browser` where there is one.
      globalThis: { browser, chrome: browser },
      indexedDB: this.#indexedDbOf(life),
      fetch: (url, init) =>
        this.#unlessDead(life, async () => {
          if (url.startsWith(ORIGIN)) return ownFile(url);
          const deathIn = deaths.duringRequest();
          if (deathIn !== null) later(() => this.#die(life), deathIn);
          life.underWay += 1;
          return fetch(url, init).finally(() => {
            life.underWay -= 1;
            this.#stirred(life);
          });
        }),
      navigator: {
        get onLine() {
          return isOnline();
        },
        locks: {
          // The locks of the living worker; the browser releases them with it.
          request: (name: string, work: () => Promise<unknown>) => {
            const held = (locks.get(name) ?? Promise.resolve()).then(work);
            locks.set(
              name,
              held.catch(() => undefined),
            );
            return held;
          },
        },
      },
      Date: class extends Date {
        constructor(...parts: [] | [number | string]) {
          super(parts.length === 0 ? clientNow() : parts[0]);
        }
        static override now = clientNow;
      } as DateConstructor,
      Math: Object.create(Math, { random: { value: () => dice.next() } }),
      Intl: simulatedIntl,
      setTimeout: (work, ms) => {
        this.#stirred(life);
        later(work, ms);
      },
      crypto: simulatedCrypto(dice),
      AbortSignal: {
        any: mergeSignals,
        timeout: (ms: number) => {
          const controller = new AbortController();
          later(
            () => controller.abort(new DOMException('The operation timed out.', 'TimeoutError')),
            ms,
          );
          return controller.signal;
        },
      },
    };
  }

  #extensionApi(life: Life) {
    const event = (listeners: Listener[]) => ({
      addListener: (listener: Listener) => listeners.push(listener),
    });
    const done = async () => undefined;
    return {
      runtime: {
        id: ID,
        getURL: (path: string) => new URL(path, ORIGIN).href,
        openOptionsPage: done,
        onInstalled: event(life.listeners.installed),
        onStartup: event(life.listeners.startup),
        onMessage: event(life.listeners.message),
      },
      alarms: {
        get: (name: string) => this.#using(life, 'read', () => this.#alarms.get(name)),
        clear: (name: string) => this.#using(life, 'write', () => this.#alarms.clear(name)),
        create: (
          name: string,
          made: { when?: number; delayInMinutes?: number; periodInMinutes?: number },
        ) =>
          this.#using(life, 'write', () => {
            const when = made.when ?? this.#parts.clientNow() + (made.delayInMinutes ?? 0) * 60_000;
            this.#alarms.create(name, when, made.periodInMinutes);
          }),
        onAlarm: event(life.listeners.alarm),
      },
      storage: {
        local: this.#area(life, 'local', this.#local, this.#parts.onStored),
        session: this.#area(life, 'session', this.#session, () => undefined),
        sync: this.#area(life, 'sync', this.#sync, () => undefined),
        onChanged: event(life.listeners.changed),
      },
      action: {
        setBadgeText: ({ text }: { text: string }) =>
          this.#unlessDead(life, async () => {
            this.badgeTexts.push(text);
          }),
        setBadgeBackgroundColor: done,
        setBadgeTextColor: done,
        setTitle: done,
      },
      notifications: {
        create: (id: string) =>
          this.#using(life, 'write', () => {
            this.notices.add(id);
            return id;
          }),
        clear: (id: string) => this.#using(life, 'write', () => this.notices.delete(id)),
        getAll: () =>
          this.#using(life, 'read', () =>
            Object.fromEntries([...this.notices].map((id) => [id, true])),
          ),
        onClicked: event([]),
        onClosed: event([]),
      },
      permissions: {
        contains: () => this.#unlessDead(life, async () => this.#hasApiAccess),
        onAdded: event(life.listeners.accessChanged),
        onRemoved: event([]),
      },
      i18n: {
        getUILanguage: () => 'en',
        getMessage: (name: string, substitutions: readonly string[] = []) =>
          fillPlaces(english.get(name) ?? '', substitutions),
      },
    };
  }

  /** As in browsers: values are kept as JSON, and `set` stores all of them or none. */
  #area(life: Life, name: string, area: Map<string, string>, onStored: (changed: Items) => void) {
    const changed = (keys: readonly string[]) => {
      if (life.listeners.changed.length === 0) return;
      const changes = Object.fromEntries(
        keys.map((key) => [key, { newValue: parsed(area.get(key)) }]),
      );
      queueMicrotask(() => {
        if (!life.isOver)
          for (const listener of life.listeners.changed) listener(...([changes, name] as never[]));
      });
    };
    return {
      getKeys: () => this.#using(life, 'read', () => [...area.keys()]),
      get: (keys: readonly string[] | null) =>
        this.#using(life, 'read', () =>
          Object.fromEntries(
            (keys ?? [...area.keys()]).flatMap((key) => {
              const text = area.get(key);
              return text === undefined ? [] : [[key, JSON.parse(text)]];
            }),
          ),
        ),
      set: (items: Items) =>
        this.#using(life, 'write', () => {
          for (const [key, value] of Object.entries(items)) area.set(key, JSON.stringify(value));
          onStored(items);
          changed(Object.keys(items));
        }),
      remove: (keys: readonly string[]) =>
        this.#using(life, 'write', () => {
          const removed = keys.filter((key) => area.delete(key));
          onStored(Object.fromEntries(keys.map((key) => [key, undefined])));
          // Browsers say nothing of keys that were not there.
          if (removed.length > 0) changed(removed);
        }),
      clear: () =>
        this.#using(life, 'write', () => {
          const keys = [...area.keys()];
          area.clear();
          changed(keys);
        }),
    };
  }

  #indexedDbOf(life: Life) {
    const asked = (ask: () => IDBOpenDBRequest): IDBOpenDBRequest => {
      if (life.isOver) return unheardRequest();
      const request = ask();
      request.addEventListener('error', (event) => {
        if (life.isOver) event.stopImmediatePropagation();
      });
      request.addEventListener('success', (event) => {
        const database = request.result as IDBDatabase | undefined;
        if (database === undefined) return;
        if (life.isOver) {
          database.close();
          event.stopImmediatePropagation();
        } else this.#watch(life, database);
      });
      return request;
    };
    return {
      open: (name: string, version?: number) => {
        const request = asked(() => this.indexedDb.open(name, version));
        // Creating a database writes, too.
        request.addEventListener('upgradeneeded', (event) => {
          const upgrade = request.transaction;
          if (upgrade === null) return;
          const fate = life.isOver ? 'dies-before' : this.#parts.deaths.ofTransaction();
          if (fate !== 'dies-before') {
            this.#watchTransaction(life, upgrade, fate);
            return;
          }
          event.stopImmediatePropagation();
          upgrade.abort();
          this.#die(life);
        });
        return request;
      },
      deleteDatabase: (name: string) => {
        const fate = life.isOver ? 'survives' : this.#parts.deaths.atUse('write');
        if (fate === 'dies-before') this.#die(life);
        const request = asked(() => this.indexedDb.deleteDatabase(name));
        request.addEventListener('success', (event) => {
          if (fate === 'dies-after') this.#die(life);
          if (life.isOver) event.stopImmediatePropagation();
        });
        return request;
      },
      databases: () => this.#unlessDead(life, () => this.indexedDb.databases()),
    };
  }

  #watch(life: Life, database: IDBDatabase): void {
    life.databases.add(database);
    const begin = database.transaction;
    database.transaction = (...args) => {
      const transaction = begin.apply(database, args);
      const writes = args[1] === 'readwrite';
      this.#watchTransaction(
        life,
        transaction,
        writes ? this.#parts.deaths.ofTransaction() : 'survives',
      );
      return transaction;
    };
  }

  #watchTransaction(life: Life, transaction: IDBTransaction, fate: Fate): void {
    const { deaths } = this.#parts;
    this.#stirred(life);
    life.transactions.add(transaction);
    const hear = (event: Event) => {
      if (life.isOver) {
        event.stopImmediatePropagation();
        return;
      }
      const isEnd = event.target === transaction && event.type !== 'error';
      if (isEnd) life.transactions.delete(transaction);
      // In the middle: the operation has no effect. At the end: it has its effect, without a
      // result.
      const diesOfFate = fate === (isEnd ? 'dies-after' : 'dies-before');
      if (diesOfFate || deaths.atEvent()) {
        event.stopImmediatePropagation();
        this.#die(life);
      }
    };
    // Before anyone else hears of it.
    for (const type of ['success', 'error', 'complete', 'abort'])
      transaction.addEventListener(type, hear, true);
  }
}

/** Hashes synchronously, because Node's own uses another thread, which takes real time. */
function simulatedCrypto(dice: SeededRandom) {
  return {
    subtle: {
      digest: async (_: 'SHA-256', bytes: Uint8Array) =>
        Uint8Array.from(createHash('sha256').update(bytes).digest()).buffer,
    },
    randomUUID: () => `00000000-0000-4000-8000-${String(dice.integer(0, 1e12)).padStart(12, '0')}`,
  };
}

/** As `AbortSignal.any`, which in Node depends on when memory is freed. */
function mergeSignals(signals: readonly AbortSignal[]): AbortSignal {
  const merged = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) merged.abort(signal.reason);
    else signal.addEventListener('abort', () => merged.abort(signal.reason), { once: true });
  }
  return merged.signal;
}

/** Answers with a file of the extension. */
function ownFile(url: string): Response {
  const path = join(import.meta.dirname, '../../public', new URL(url).pathname);
  return new Response(readFileSync(path));
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(text);
}

/** A request of a dead worker has no effect and no result. */
function unheardRequest(): IDBOpenDBRequest {
  const request = new IDBFactory().open('nothing');
  for (const type of ['success', 'error', 'blocked', 'upgradeneeded']) {
    request.addEventListener(type, (event) => event.stopImmediatePropagation());
  }
  return request;
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is being committed: too late to undo it.
  }
}
