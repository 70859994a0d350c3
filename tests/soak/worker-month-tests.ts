import { describe, expect, it } from 'vitest';
import { drawMonth } from './month.ts';
import { liveWithTheWorker } from './simulate-worker-month.ts';

/** The months in each browser in `npm test`, and in `npm run test:deaths`. */
const MONTHS = process.env.EVERY_DEATH === undefined ? 1 : 10;

/**
 * Declares the tests of the worker's months in one browser. Each browser has a test file of its
 * own, so that they run side by side.
 *
 * @param firstSeed even for Chromium, odd for Firefox ({@link drawMonth})
 */
export function testWorkerMonths(browser: string, firstSeed: number): void {
  const seeds = Array.from({ length: MONTHS }, (_, index) => 2 * index + firstSeed);

  describe(`worker for a month in ${browser}: API faults, deaths, clock jumps`, () => {
    it.each(seeds)(
      'loses neither key nor settings, marks or history (seed %i)',
      { timeout: 300_000 },
      async (seed) => {
        const { broken, failures, deaths, commands, marks, points } = await liveWithTheWorker(
          drawMonth(seed),
        );
        expect(broken).toEqual([]);
        // There was something to survive, and something to lose.
        expect(failures).toBeGreaterThan(5);
        expect(deaths).toBeGreaterThan(20);
        expect(commands).toBeGreaterThan(50);
        expect(marks).toBeGreaterThan(0);
        expect(points).toBeGreaterThan(500);
      },
    );
  });
}
