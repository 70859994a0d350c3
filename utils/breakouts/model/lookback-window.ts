/** The look-back windows that the popup offers at one click, in days. */
const QUICK_WINDOWS = [1, 7, 14, 30] as const;

/** The longest window that the API answers, in days (API reference, Deltas). */
const MAX_WINDOW_DAYS = 365;

/**
 * The windows to ask the API for, in days, ascending: the look-back window, the quick windows, and
 * the double of each (the double gives the gain of the window before, for the speed-up). At most
 * 10, the most that one request may name; a double beyond {@link MAX_WINDOW_DAYS} is left out.
 */
export function windowsToAsk(lookbackDays: number): number[] {
  const wanted = [lookbackDays, ...QUICK_WINDOWS].flatMap((days) => [days, 2 * days]);
  return [...new Set(wanted)].filter((days) => days <= MAX_WINDOW_DAYS).sort((a, b) => a - b);
}

/** The windows that can be shown, in days, ascending: the quick windows and the user's own. */
export function windowsToShow(lookbackDays: number): number[] {
  return [...new Set<number>([...QUICK_WINDOWS, lookbackDays])].sort((a, b) => a - b);
}

/** The windows whose gains a ranking needs, in days, ascending: those shown, and their doubles. */
export function windowsToRank(lookbackDays: number): number[] {
  const windows = windowsToShow(lookbackDays).flatMap((days) => [days, 2 * days]);
  return [...new Set(windows)].sort((a, b) => a - b);
}
