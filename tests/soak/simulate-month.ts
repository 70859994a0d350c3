import { setImmediate } from 'node:timers/promises';
import { NEVER_SYNCED } from '../../utils/state/initial-state.ts';
import { type SyncStatus, syncStatusSchema } from '../../utils/state/sync-status.ts';
import type { ApiCapabilities } from '../../utils/sync/api-capabilities.ts';
import { isSyncDue } from '../../utils/sync/is-sync-due.ts';
import { runSync, type SyncTrigger } from '../../utils/sync/run-sync.ts';
import { type SingleFlight, singleFlight } from '../../utils/sync/single-flight.ts';
import type { SyncDeps } from '../../utils/sync/sync-deps.ts';
import { capabilities } from '../builders/checkpoint.ts';
import { aKeyOwner } from '../builders/key-owner.ts';
import { settingsWith } from '../builders/settings.ts';
import { SeededRandom } from '../simulation/random.ts';
import { DAYS, type Month } from './month.ts';
import { expectRecoveries, spokenMoment } from './recovery.ts';
import { SimulatedAlarms } from './simulated-alarms.ts';
import { BEGINNING, POSTS, SimulatedApi } from './simulated-api.ts';
import { SimulatedLibrary, type Writing } from './simulated-library.ts';
import { VirtualTime } from './virtual-time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const REFRESH_MINUTES = 60;
const INTERVAL_MS = REFRESH_MINUTES * 60_000;

/** The worker is killed at one write in this many, and at one request in this many. */
const WRITES_PER_DEATH = 4000;
const REQUESTS_PER_DEATH = 300;
/** A browser puts an idle worker to sleep after this time, ms. */
const IDLE_MS = 30_000;

/** The result of a month. */
export interface MonthReport {
  readonly seed: number;
  /** Sentences; none when every promise was kept. */
  readonly broken: readonly string[];
  readonly syncs: number;
  readonly requests: number;
  readonly failures: number;
  readonly deaths: number;
  /** Planned attempts in the worst hour. */
  readonly mostAttemptsInAnHour: number;
  /**
   * The longest that the user was without a fresh list, in hours of an open browser, between a
   * spell's end and the next publication.
   */
  readonly slowestRecoveryHours: number;
}

/** One life of the worker. */
interface Life {
  isOver: boolean;
  readonly gate: SingleFlight;
  running: number;
}

/**
 * Simulates a month with the extension's own sync: polls, pauses and alarms on a simulated clock,
 * requests to a failing API, and writes to a disk that survives the worker.
 */
export async function liveAMonth(month: Month): Promise<MonthReport> {
  const time = new VirtualTime();
  const dice = new SeededRandom(month.seed, 3);
  let clockOffset = 0;
  const clientNow = () => BEGINNING + time.now + clockOffset;
  const api = new SimulatedApi(month, time, clientNow);
  const library = new SimulatedLibrary();
  const settings = settingsWith({
    refreshMinutes: REFRESH_MINUTES,
    rateSharePercent: month.sharePercent,
  });
  const keyOwner = aKeyOwner({ savedAt: BEGINNING });
  /** As JSON, because the disk holds copies of what is in memory. */
  const disk = {
    status: JSON.stringify(NEVER_SYNCED),
    capabilities: JSON.stringify(capabilities()),
  };
  const readStatus = (): SyncStatus => syncStatusSchema.parse(JSON.parse(disk.status));

  const broken: string[] = [];
  const publishedAt: number[] = [];
  const attempts: number[] = [];
  let deaths = 0;
  let slowestRecoveryMs = 0;
  let isOpen = false;
  let life: Life | null = null;

  const alarms = new SimulatedAlarms(month.browser, time, clientNow, () => {
    if (isOpen) void sync('scheduled');
  });

  function die(dying: Life): void {
    if (dying.isOver) return;
    dying.isOver = true;
    if (life === dying) life = null;
    deaths += 1;
  }

  /** A promise that a dead worker waits for: never kept. */
  function unlessDead<T>(of: Life, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (of.isOver) return;
      work().then(
        (value) => of.isOver || resolve(value),
        (error: unknown) => of.isOver || reject(error),
      );
    });
  }

  function worldOf(of: Life): SyncDeps {
    const writing: Writing = (write) =>
      unlessDead(of, async () => {
        const fate = dice.next() * WRITES_PER_DEATH;
        if (fate >= 0.5) write();
        if (fate < 1) die(of);
      });
    const asking = <T>(ask: () => Promise<T>): Promise<T> => {
      if (dice.next() * REQUESTS_PER_DEATH < 1) time.in(dice.uniform(0, 600), () => die(of));
      return unlessDead(of, ask);
    };
    return {
      now: clientNow,
      random: () => dice.next(),
      sleep: (ms) => unlessDead(of, () => new Promise((resolve) => time.in(ms, resolve))),
      wakeAt: (moment) =>
        writing(() => (moment === null ? alarms.clear('resume') : alarms.create('resume', moment))),
      readSettings: async () => settings,
      readKeyOwner: async () => keyOwner,
      readStatus: async () => readStatus(),
      writeStatus: (status) =>
        writing(() => {
          disk.status = JSON.stringify(status);
        }),
      readCapabilities: async (): Promise<ApiCapabilities> => JSON.parse(disk.capabilities),
      writeCapabilities: (learnt) =>
        writing(() => {
          disk.capabilities = JSON.stringify(learnt);
        }),
      fetchAccounts: () => asking(() => api.accounts()),
      fetchPage: (part, cursor) => asking(() => api.page(part, cursor)),
      postsCoveredByHistory: async () => new Set<string>(),
      fetchDeltas: (ids, windows) => asking(() => api.deltas(ids, windows)),
      library: library.of(writing),
      publishPartial: async () => undefined,
      async publish({ run }, status) {
        if (!library.isComplete(run, POSTS))
          broken.push(
            `${spokenMoment(time.now)}: published less than the whole, or something twice`,
          );
        await writing(() => {
          disk.status = JSON.stringify(status);
          publishedAt.push(time.now);
        });
        await writing(() => library.keepOnly(run));
      },
    };
  }

  function startWorker(): Life {
    const born: Life = {
      isOver: false,
      running: 0,
      gate: singleFlight(async (trigger, cancel) => {
        const before = api.requests;
        const result = await runSync(worldOf(born), trigger, () => cancel.aborted);
        if (trigger === 'scheduled' && api.requests > before) attempts.push(time.now);
        return result;
      }),
    };
    life = born;
    // As the list of jobs does.
    const now = clientNow();
    const poll = alarms.get('poll')?.scheduledTime ?? Number.NaN;
    if (!(poll > now - INTERVAL_MS && poll <= now + INTERVAL_MS)) {
      alarms.create('poll', now + INTERVAL_MS, REFRESH_MINUTES);
    }
    if (isSyncDue(readStatus(), REFRESH_MINUTES, now)) void sync('scheduled');
    // One that was woken for nothing too.
    sleepWhenIdle(born);
    return born;
  }

  async function sync(trigger: SyncTrigger): Promise<void> {
    const worker = life ?? startWorker();
    worker.running += 1;
    await worker.gate.syncNow(trigger);
    worker.running -= 1;
    sleepWhenIdle(worker);
  }

  function sleepWhenIdle(worker: Life): void {
    time.in(IDLE_MS, () => {
      if (worker.running > 0 || worker.isOver) return;
      worker.isOver = true;
      if (life === worker) life = null;
    });
  }

  for (const { from, to } of month.open) {
    time.at(from, () => {
      isOpen = true;
      alarms.browserOpens();
      void sync('scheduled');
    });
    time.at(to, () => {
      isOpen = false;
      alarms.browserCloses();
      if (life !== null) die(life);
    });
  }
  for (const { at: moment, refreshes } of month.looks) {
    time.at(moment, () => {
      // The popup wakes the worker, because it sends what was seen.
      life ??= startWorker();
      if (refreshes) void sync('manual');
    });
  }
  for (const { at: moment, by } of month.jumps) {
    time.at(moment, () => {
      clockOffset += by;
      alarms.clockWasSet();
    });
  }

  expectRecoveries({
    month,
    time,
    clientNow,
    intervalMs: INTERVAL_MS,
    readStatus,
    publishedAt,
    // Here a worker begins with its alarms.
    unarmedDeaths: [],
    onBroken: (sentence) => broken.push(sentence),
    onRecovered: (ms) => {
      slowestRecoveryMs = Math.max(slowestRecoveryMs, ms);
    },
  });

  await time.passUntil(DAYS * DAY, async () => {
    do await setImmediate();
    while (api.busy > 0);
  });

  if (api.worstExcess > 0)
    broken.push(`${api.worstExcess} requests beyond the share of the rate limit`);
  const mostAttemptsInAnHour = mostWithin(attempts, HOUR);
  return {
    seed: month.seed,
    broken,
    syncs: publishedAt.length,
    requests: api.requests,
    failures: api.failures,
    deaths,
    mostAttemptsInAnHour,
    slowestRecoveryHours: slowestRecoveryMs / HOUR,
  };
}

/** Counts the most moments within any `ms`. */
function mostWithin(moments: readonly number[], ms: number): number {
  let first = 0;
  let most = 0;
  for (const [index, moment] of moments.entries()) {
    while ((moments[first] ?? moment) <= moment - ms) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
