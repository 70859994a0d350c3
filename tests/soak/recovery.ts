import { pauseInForce } from '../../utils/sync/retry-time.ts';
import type { SyncStatus } from '../../utils/sync/sync-status.ts';
import { DAYS, type Month } from './month.ts';
import type { VirtualTime } from './virtual-time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What the last moments of a spell may still cause: a request that was made in it times out after it. ms. */
const AFTERMATH_MS = 30_000;
/** A sync of 100 pages takes so long where the rate limit is narrow; a poll is answered when its sync ends. ms. */
const LONGEST_SYNC_MS = 20 * 60_000;

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
 * Expects a publication after each spell, each jump of the clock and all trouble: within two intervals of an open browser, once a wait that the API
 * asked for is over.
 */
export function expectRecoveries(recovering: Recovering): void {
  const { month, time, clientNow, intervalMs, readStatus, publishedAt, onBroken, onRecovered } = recovering;

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
    return month.open.reduce((sum, open) => sum + Math.max(0, Math.min(to, open.to) - Math.max(from, open.from)), 0);
  }

  function expectRecovery(since: number, after: string): void {
    time.at(since, () => {
      const { pause: stored, lastAttemptAt } = readStatus();
      const pause = pauseInForce(stored, clientNow(), lastAttemptAt);
      const from = since + (pause === null ? 0 : pause.until - clientNow());
      const deadline = afterOpenTime(from, 2 * intervalMs + LONGEST_SYNC_MS);
      time.at(deadline, () => {
        const first = publishedAt.find((moment) => moment >= since);
        if (first !== undefined) onRecovered(openTime(from, first));
        else {
          onBroken(
            `${spokenMoment(deadline)}: nothing was published since ${after} ended at ${spokenMoment(since)}: ${JSON.stringify(readStatus())}`,
          );
        }
      });
    });
  }

  for (const { to, kind } of month.spells) expectRecovery(to + AFTERMATH_MS, `a spell (${kind})`);
  for (const { at: moment, by } of month.jumps) {
    // Chromium's alarms stall when the clock goes back, until something else wakes the worker.
    const wakes = [...month.open.map(({ from }) => from), ...month.looks.map((look) => look.at)];
    const wake = Math.min(...wakes.filter((wake) => wake >= moment));
    expectRecovery(by < 0 && month.browser === 'chromium' ? wake : moment, 'a jump of the clock');
  }
  expectRecovery((DAYS - 2) * DAY, 'all trouble');
}
