import { describe, expect, it } from 'vitest';
import { drawMonth } from '../../soak/month.ts';
import { liveWithTheWorker } from '../../soak/simulate-worker-month.ts';

/** Months in this browser; `npm run soak` simulates more of them. */
const MONTHS = process.env.EVERY_DEATH === undefined ? 2 : 10;
const SEEDS = Array.from({ length: MONTHS }, (_, index) => 2 * index + 2);

describe('worker for a month in Chromium: API faults, deaths at any moment, clock jumps', () => {
  it.each(SEEDS)(
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
