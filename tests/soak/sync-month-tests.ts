import { describe, expect, it } from 'vitest';
import { drawMonth } from './month.ts';
import { liveAMonth } from './simulate-month.ts';

/** Months in each browser that meet every circumstance: those of `npm test`. */
export const CHECKED_MONTHS = 3;

/** The months in each browser in this run; `npm run test:soak` simulates more. */
const MONTHS = process.env.EVERY_MONTH === undefined ? CHECKED_MONTHS : 10;

/**
 * Declares the tests of the sync's months in one browser. Each browser has a test file of its own,
 * so that they run side by side.
 *
 * @param firstSeed even for Chromium, odd for Firefox ({@link drawMonth})
 */
export function testSyncMonths(browser: string, firstSeed: number): void {
  const seeds = Array.from({ length: MONTHS }, (_, index) => 2 * index + firstSeed);

  const troubles = 'API faults, deaths, offline nights, clock jumps';

  describe(`sync in ${browser} for a month: ${troubles}`, () => {
    it.each(seeds)('keeps every invariant (seed %i)', { timeout: 240_000 }, async (seed) => {
      const { broken, mostAttemptsInAnHour, failures, deaths } = await liveAMonth(drawMonth(seed));
      expect(broken).toEqual([]);
      expect(mostAttemptsInAnHour).toBeLessThanOrEqual(60);
      // There was something to survive.
      expect(failures).toBeGreaterThan(20);
      expect(deaths).toBeGreaterThan(20);
    });
  });
}
