import { SeededRandom } from '../simulation/random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const DAYS = 30;

/** A stretch of time, ms since the beginning of the month. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A time in which requests fail: each with chance 0.3 in any way, or all of them in one way. */
export interface Spell extends Stretch {
  readonly kind: 'flaky' | 'unreachable' | 'offline';
}

/** A change of the clock, ms, forward or back. */
interface ClockJump {
  readonly at: number;
  readonly by: number;
}

/** All that will happen in a month whatever the extension does. Times: ms since its beginning. */
export interface Month {
  readonly seed: number;
  /** The kind of browser, which decides how alarms are kept. */
  readonly browser: 'chromium' | 'firefox';
  /** The browser is open. */
  readonly open: readonly Stretch[];
  readonly spells: readonly Spell[];
  readonly jumps: readonly ClockJump[];
  /** The user looks at the popup; some then press Refresh. */
  readonly looks: readonly { readonly at: number; readonly refreshes: boolean }[];
  /** Requests of the key in a period, for all its users together. */
  readonly rateLimit: { readonly limit: number; readonly periodMs: number };
  readonly sharePercent: number;
  /** The largest share of the limit that the key's other users take in each period. */
  readonly othersPercent: number;
}

/**
 * In one month of this many the browser is open during office hours, which takes longer to
 * simulate.
 */
const OFFICE_EVERY = 5;
/** The month begins on a Sunday. */
const isWeekend = (day: number) => day % 7 === 0 || day % 7 === 6;

/**
 * Draws a month. The browser is open for some hours of each day, or, in an office, all day but not
 * at weekends; a spell begins every few days.
 */
export function drawMonth(seed: number): Month {
  const dice = new SeededRandom(seed, 1);
  const isOffice = seed % OFFICE_EVERY === 0;
  const days = Array.from({ length: DAYS }, (_, day) => day).filter(
    (day) => !isOffice || !isWeekend(day),
  );
  const open = days.map((day) => {
    const from = day * DAY + dice.uniform(7, 10) * HOUR;
    return { from, to: from + (isOffice ? dice.uniform(10, 14) : dice.uniform(3.2, 4)) * HOUR };
  });
  /** On that day or, if the browser stays closed then, the next. */
  const duringOpen = (day: number, leastLeftMs: number) => {
    const { from, to } = open.find((stretch) => stretch.from >= day * DAY) ?? { from: 0, to: 0 };
    return dice.uniform(from, to - leastLeftMs);
  };
  const spells = [2, 6, 14, 18, 25].map((day, index): Spell => {
    const from = duringOpen(day, HOUR);
    const kind = (['flaky', 'unreachable', 'flaky', 'offline', 'flaky'] as const)[index] ?? 'flaky';
    return { from, to: from + dice.uniform(2, 14) * HOUR, kind };
  });
  const ahead = { at: duringOpen(22, 3 * HOUR), by: 365 * DAY };
  return {
    seed,
    browser: seed % 2 === 0 ? 'chromium' : 'firefox',
    open,
    spells,
    jumps: [
      { at: duringOpen(10, 3 * HOUR), by: -DAY },
      ahead,
      { at: ahead.at + dice.uniform(1, 30) * HOUR, by: -365 * DAY },
    ],
    looks: open.flatMap(({ from, to }) =>
      Array.from({ length: 3 }, () => ({
        at: dice.uniform(from, to),
        refreshes: dice.next() < 0.3,
      })),
    ),
    rateLimit: [
      { limit: 600, periodMs: MINUTE },
      { limit: 100, periodMs: MINUTE },
      { limit: 1000, periodMs: 15 * MINUTE },
    ][seed % 3] ?? { limit: 600, periodMs: MINUTE },
    sharePercent: [50, 30, 80][(seed >> 1) % 3] ?? 50,
    othersPercent: 15,
  };
}
