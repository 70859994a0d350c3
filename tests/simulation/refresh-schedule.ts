import { SeededRandom } from './random.ts';

const STREAM = 6;

/** The rhythm in which an account is refreshed. Days, unless the name says otherwise. */
export interface RefreshRhythm {
  /** Every interval is 24 h plus or minus up to this, evenly spread. */
  readonly jitterMinutes: number;
  /** The share of refreshes after which some are missed. */
  readonly gapShare: number;
  /** What a gap adds to the interval, evenly spread. */
  readonly gapDays: readonly [number, number];
}

export const EXACT_RHYTHM: RefreshRhythm = { jitterMinutes: 0, gapShare: 0, gapDays: [1, 3] };

/** Days of refreshes that are drawn: no window reaches further back. */
const REACH_DAYS = 420;

/**
 * The refreshes of an account, in days before its last one, ascending from 0.
 *
 * @returns also how long ago the last refresh was at the time of the poll, in days
 */
export function refreshSchedule(
  seed: number,
  account: number,
  rhythm: RefreshRhythm,
): { readonly sinceLast: number; readonly daysBefore: readonly number[] } {
  const random = new SeededRandom(seed, STREAM, account);
  const interval = () => {
    const jitter = (rhythm.jitterMinutes / 1440) * random.uniform(-1, 1);
    const gap = random.next() < rhythm.gapShare ? random.uniform(...rhythm.gapDays) : 0;
    return 1 + jitter + gap;
  };
  const sinceLast = random.next() * interval();
  const daysBefore = [0];
  for (let days = interval(); days < REACH_DAYS; days += interval()) daysBefore.push(days);
  return { sinceLast, daysBefore };
}
