import type { FirstRanking } from '../../utils/state/first-ranking.ts';
import { NEVER_SYNCED } from '../../utils/state/initial-state.ts';
import { type SyncStatus, syncStatusSchema } from '../../utils/state/sync-status.ts';
import { SeededRandom } from '../simulation/random.ts';
import { untilAtRest } from './database-tasks.ts';
import { Keepsakes } from './durability-invariants.ts';
import { DAYS, type Month } from './month.ts';
import { expectRecoveries, spokenMoment } from './recovery.ts';
import { BEGINNING } from './simulated-api.ts';
import { randomDeaths, SimulatedBrowser } from './simulated-browser.ts';
import { SimulatedOrigin } from './simulated-origin.ts';
import { storedHistory } from './stored-history.ts';
import { VirtualTime } from './virtual-time.ts';
import { type Surroundings, workerCode } from './worker-code.ts';

const DAY = 86_400_000;
/** The first thing that the user chooses: every sync is ranked, which is most of the work here. */
const REFRESH_MINUTES = 120;
const INTERVAL_MS = REFRESH_MINUTES * 60_000;
/** The number of workers that a page tries before it reports a failed command. */
const PATIENCE = 6;
/**
 * A run is resumed for a day at most, by a clock that may have been set back by a day meanwhile.
 */
const OLDEST_RUN_MS = 2 * DAY;
/** Enough for some breakouts; ranking more takes long. */
const SIZE = { posts: 60, accounts: 3 };
const KEY = 'ca_soak_first';
const NEXT_KEY = 'ca_soak_next';

/** The result of a month with the whole worker. */
export interface WorkerMonthReport {
  readonly seed: number;
  /** Sentences; none when every promise was kept. */
  readonly broken: readonly string[];
  readonly syncs: number;
  readonly requests: number;
  readonly failures: number;
  readonly deaths: number;
  /** The deaths in the first moments, after which nothing started a worker before the next poll. */
  readonly unarmedDeaths: number;
  /** Commands of the user that were confirmed. */
  readonly commands: number;
  /** Marks of breakouts that were looked at. */
  readonly marks: number;
  /** Points in the history in the end. */
  readonly points: number;
  readonly slowestRecoveryHours: number;
}

let code: Promise<(surroundings: Surroundings) => void> | undefined;

/**
 * Simulates a month with the whole worker as shipped, including stores and API client, in a
 * simulated browser: the user saves a key, changes settings, opens the popup and replaces the key;
 * nothing of it may be lost, whenever the worker dies.
 */
export async function liveWithTheWorker(month: Month): Promise<WorkerMonthReport> {
  code ??= workerCode();
  const beginLife = await code;
  const time = new VirtualTime();
  const dice = new SeededRandom(month.seed, 5);
  const origin = new SimulatedOrigin(month, time, SIZE);
  let clockOffset = 0;
  const clientNow = () => BEGINNING + time.now + clockOffset;

  const broken: string[] = [];
  const onBroken = (sentence: string) => {
    if (broken.length < 20) broken.push(`${spokenMoment(time.now)}: ${sentence}`);
  };
  const keepsakes = new Keepsakes(onBroken);
  const publishedAt: number[] = [];
  const runs: { readonly run: string; readonly at: number }[] = [];
  let lastCompletedAt: number | null = null;
  let commands = 0;
  let points = 0;
  let slowestRecoveryMs = 0;

  const browser = new SimulatedBrowser({
    month,
    time,
    dice,
    deaths: randomDeaths(dice),
    clientNow,
    fetch: (url, init) => origin.fetch(url, init),
    isOnline: () => origin.spell?.kind !== 'offline',
    beginLife,
    onStored(changed) {
      keepsakes.check(changed, read);
      if ('publication' in changed) checkPublication();
    },
  });
  const read = (key: string) => browser.stored(key);
  const storedValue = (key: string) => (read(key) as { value: unknown } | undefined)?.value;
  const readStatus = (): SyncStatus =>
    syncStatusSchema.parse(storedValue('syncStatus') ?? NEVER_SYNCED);
  const trackedAt = (at: number) => origin.posts.filter(({ addedAt }) => addedAt <= at).length;

  function checkPublication(): void {
    const { run, posts, completedAt } = storedValue('publication') as {
      run: string;
      posts: number;
      completedAt: number;
    };
    // A new ranking of the same run is not news.
    if (completedAt === lastCompletedAt) return;
    lastCompletedAt = completedAt;
    publishedAt.push(time.now);
    if (runs.at(-1)?.run !== run) runs.push({ run, at: origin.trueNow });
    if (posts < trackedAt(origin.trueNow - OLDEST_RUN_MS) || posts > trackedAt(origin.trueNow)) {
      onBroken(`published ${posts} of ${trackedAt(origin.trueNow)} posts`);
    }
  }

  /**
   * Sends a command to the worker, or to the next one if it dies, as pages do. @returns true if it
   * was done; `null`: unknown
   */
  async function tell(command: unknown): Promise<boolean | null> {
    for (let attempt = 0; attempt < PATIENCE && browser.isOpen; attempt++) {
      const answer = (await browser.send(command)) as { result: string } | null;
      if (answer === null) continue;
      if (answer.result === 'failed') onBroken(`a command failed: ${JSON.stringify(answer)}`);
      if (answer.result === 'ok') commands += 1;
      return answer.result === 'ok';
    }
    return null;
  }

  async function saveKey(key: string): Promise<void> {
    keepsakes.changeKey(key);
    const isDone = await tell({ type: 'save-key', key, mayReplaceOrganization: false });
    if (isDone === true) keepsakes.confirmKey();
  }

  async function changeSettings(changes: Readonly<Record<string, unknown>>): Promise<void> {
    keepsakes.changeSettings(changes);
    if ((await tell({ type: 'save-settings', changes })) === true)
      keepsakes.confirmSettings(changes);
  }

  async function look(refreshes: boolean): Promise<void> {
    const { breakouts = [] } = JSON.parse(
      String(storedValue('firstRanking') ?? '{}'),
    ) as Partial<FirstRanking>;
    const looked = breakouts.map(({ id }) => id).filter(() => dice.next() < 0.6);
    if ((await tell({ type: 'mark-seen', postIds: looked, isUndoable: false })) === true)
      keepsakes.confirmSeen(looked, read);
    if (refreshes) await tell({ type: 'refresh' });
    const wanted = time.now > 12 * DAY ? NEXT_KEY : KEY;
    if (keepsakes.key !== wanted) await saveKey(wanted);
    else if (dice.next() < 0.25) await changeSettings(someSettings(dice));
  }

  origin.setKeys([
    { key: KEY, mayWrite: true },
    { key: NEXT_KEY, mayWrite: month.seed % 3 > 0 },
  ]);
  let lookingAtDisk: Promise<void> = Promise.resolve();
  async function checkDisk(): Promise<void> {
    // Aborted work ends first.
    await untilAtRest();
    keepsakes.check({}, read);
    const history = await storedHistory(browser.indexedDb);
    if (history === null) return;
    keepsakes.checkHistory(history, origin.posts, runs, origin.trueNow);
    points = [...history.values()].reduce((sum, series) => sum + series.length, 0);
  }
  // One after another, because the user waits for each response.
  let latestLook: Promise<void> = Promise.resolve();
  for (const [index, { from, to }] of month.open.entries()) {
    time.at(from, () => {
      browser.open();
      if (index === 0)
        latestLook = saveKey(KEY).then(() => changeSettings({ refreshMinutes: REFRESH_MINUTES }));
    });
    time.at(to, () => {
      browser.close();
      lookingAtDisk = checkDisk();
    });
  }
  for (const { at, refreshes } of month.looks) {
    time.at(at, () => {
      latestLook = latestLook.then(() => (browser.isOpen ? look(refreshes) : undefined));
    });
  }
  for (const { at: moment, by } of month.jumps) {
    time.at(moment, () => {
      clockOffset += by;
      browser.clockWasSet();
    });
  }
  expectRecoveries({
    month,
    time,
    clientNow,
    intervalMs: INTERVAL_MS,
    readStatus,
    publishedAt,
    unarmedDeaths: browser.unarmedDeaths,
    onBroken: (sentence) => broken.push(sentence),
    onRecovered: (ms) => {
      slowestRecoveryMs = Math.max(slowestRecoveryMs, ms);
    },
  });

  await time.passUntil(DAYS * DAY, async () => {
    await untilAtRest();
    await lookingAtDisk;
  });

  if (origin.worstExcess > 0)
    broken.push(`${origin.worstExcess} requests beyond the share of the rate limit`);
  if (origin.refused > 0)
    broken.push(`${origin.refused} requests with a key that the API does not know`);
  return {
    seed: month.seed,
    broken,
    syncs: publishedAt.length,
    requests: origin.requests,
    failures: origin.failures,
    deaths: browser.deaths,
    unarmedDeaths: browser.unarmedDeaths.length,
    commands,
    marks: keepsakes.marksConfirmed,
    points,
    slowestRecoveryHours: slowestRecoveryMs / 3_600_000,
  };
}

/** Some settings as a user might choose them. */
function someSettings(dice: SeededRandom): Readonly<Record<string, unknown>> {
  const choices = [
    { topMoversCount: dice.integer(1, 40) },
    { sensitivity: ['sensitive', 'balanced', 'quiet'][dice.integer(0, 2)] },
    { badgeCounts: dice.next() < 0.5 ? 'all' : 'unseen' },
    { lookbackDays: dice.next() < 0.5 ? 7 : 14 },
    {
      sensitivity: 'custom',
      customMultiple: dice.integer(2, 9),
      customMinimumGain: dice.integer(0, 5000),
    },
  ];
  return choices[dice.integer(0, choices.length - 1)] ?? {};
}
