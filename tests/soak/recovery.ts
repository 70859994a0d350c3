import type { SyncStatus } from '../../utils/state/sync-status.ts';
import { activePause } from '../../utils/sync/backoff.ts';
import { DAYS, type Month } from './month.ts';
import type { VirtualTime } from './virtual-time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * What the last moments of a spell may still cause: a request that was made in it times out after
 * it. ms.
 */
const AFTERMATH_MS = 30_000;
/**
 * A sync of 100 pages takes so long where the rate limit is narrow; a poll is answered when its
 * sync ends. ms.
 */
const LONGEST_SYNC_MS = 20 * 60_000;

/**
 * A worker died before it could arm the alarm that wakes its successor in a minute: in its first
 * moments only.
 */
export interface UnarmedDeath {
  /** ms since the beginning. */
  readonly at: number;
  /**
   * Whether there is at least the alarm for the next poll: Firefox forgets alarms when it is
   * closed.
   */
  readonly isPolling: boolean;
}

/** What recoveries are judged by. */
export interface Recovering {
  readonly month: Month;
  readonly time: VirtualTime;
  /** What the clock of the user's device shows, ms since epoch. */
  readonly clientNow: () => number;
  /** Between two polls, ms. */
  readonly intervalMs: number;
  readonly readStatus: () => SyncStatus;
  /** When something was published so far, ms since the beginning. */
  readonly publishedAt: readonly number[];
  /** Every death of a worker for which nothing was to wake a successor before the next poll. */
  readonly unarmedDeaths: readonly UnarmedDeath[];
  /** Told, as a sentence, of each time when nothing was published soon enough. */
  readonly onBroken: (sentence: string) => void;
  /** Told of each recovery: how long it took, in ms of an open browser. */
  readonly onRecovered: (ms: number) => void;
}

/** A moment of a month for people. @param moment ms since the beginning */
export function spokenMoment(moment: number): string {
  return `day ${Math.floor(moment / DAY)}, ${((moment % DAY) / HOUR).toFixed(1)} h`;
}

/**
 * Expects a publication after each spell, each jump of the clock and all trouble: within two
 * intervals of an open browser, once a wait that the API asked for is over. An unarmed death begins
 * that time anew.
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

  /** When so much time of an open browser has passed since `moment`. */
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

  /** When something wakes the worker that is no alarm: the browser is opened, or the user looks. */
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
