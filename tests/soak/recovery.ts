import type { SyncStatus } from '../../utils/state/sync-status.ts';
import { activePause } from '../../utils/sync/backoff.ts';
import { DAYS, type Month } from './month.ts';
import type { VirtualTime } from './virtual-time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The time after a spell in which it still has effects, ms: its last request may time out after it.
 */
const AFTERMATH_MS = 30_000;
/** The time of a sync of 100 pages with a low rate limit, ms. */
const LONGEST_SYNC_MS = 20 * 60_000;

/**
 * A worker died before it could arm the alarm that wakes its successor in a minute: in its first
 * moments only.
 */
export interface UnarmedDeath {
  /** ms since the beginning. */
  readonly at: number;
  /** True if the alarm for the next poll is set: Firefox forgets alarms when it is closed. */
  readonly isPolling: boolean;
}

/** The data by which recoveries are checked. */
export interface Recovering {
  readonly month: Month;
  readonly time: VirtualTime;
  /** Returns the time of the user's device, ms since epoch. */
  readonly clientNow: () => number;
  /** Between two polls, ms. */
  readonly intervalMs: number;
  readonly readStatus: () => SyncStatus;
  /** The times of publications, ms since the start. */
  readonly publishedAt: readonly number[];
  /** Every death of a worker for which nothing was to wake a successor before the next poll. */
  readonly unarmedDeaths: readonly UnarmedDeath[];
  /** Called with a sentence whenever nothing was published in time. */
  readonly onBroken: (sentence: string) => void;
  /** Called with the duration of each recovery, in ms of an open browser. */
  readonly onRecovered: (ms: number) => void;
}

/** A moment of a month for people. @param moment ms since the beginning */
export function spokenMoment(moment: number): string {
  return `day ${Math.floor(moment / DAY)}, ${((moment % DAY) / HOUR).toFixed(1)} h`;
}

/**
 * Expects a publication after each spell, each jump of the clock and all trouble: within two
 * intervals of an open browser, after a wait requested by the API. An unarmed death restarts that
 * time.
 */
export function expectRecoveries(recovering: Recovering): void {
  const {
    month,
    time,
    clientNow,
    intervalMs,
    readStatus,
    publishedAt,
    unarmedDeaths,
    onBroken,
    onRecovered,
  } = recovering;

  /** Returns the time when the browser has been open for `ms` since `moment`. */
  function afterOpenTime(moment: number, ms: number): number {
    let left = ms;
    for (const { from, to } of month.open) {
      const begin = Math.max(from, moment);
      if (begin >= to) continue;
      if (to - begin >= left) return begin + left;
      left -= to - begin;
    }
    return Number.POSITIVE_INFINITY;
  }
  function openTime(from: number, to: number): number {
    return month.open.reduce(
      (sum, open) => sum + Math.max(0, Math.min(to, open.to) - Math.max(from, open.from)),
      0,
    );
  }

  /**
   * Returns the next time when something other than an alarm wakes the worker: the browser is
   * opened, or the user opens the popup.
   */
  function nextWake(moment: number): number {
    const wakes = [...month.open.map(({ from }) => from), ...month.looks.map(({ at }) => at)];
    return Math.min(...wakes.filter((wake) => wake >= moment));
  }

  function expectRecovery(since: number, after: string): void {
    time.at(since, () => {
      const { pause: stored, lastAttemptAt } = readStatus();
      const pause = activePause(stored, clientNow(), lastAttemptAt);
      const from = since + (pause === null ? 0 : pause.until - clientNow());
      const deadline = afterOpenTime(from, 2 * intervalMs + LONGEST_SYNC_MS);
      time.at(deadline, () => {
        const first = publishedAt.find((moment) => moment >= since);
        const excuse = unarmedDeaths.findLast(({ at }) => at > since);
        if (first !== undefined) onRecovered(openTime(from, first));
        else if (excuse !== undefined)
          expectRecovery(excuse.isPolling ? excuse.at : nextWake(excuse.at + 1), after);
        else {
          onBroken(
            `${spokenMoment(deadline)}: nothing was published since ${after} ended at ` +
              `${spokenMoment(since)}: ${JSON.stringify(readStatus())}`,
          );
        }
      });
    });
  }

  for (const { to, kind } of month.spells) expectRecovery(to + AFTERMATH_MS, `a spell (${kind})`);
  for (const { at: moment, by } of month.jumps) {
    // Chromium's alarms stall when the clock goes back, until something else wakes the worker.
    expectRecovery(
      by < 0 && month.browser === 'chromium' ? nextWake(moment) : moment,
      'a jump of the clock',
    );
  }
  expectRecovery((DAYS - 2) * DAY, 'all trouble');
}
