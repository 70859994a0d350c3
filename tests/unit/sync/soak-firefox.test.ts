import { describe, expect, it } from 'vitest';
import { drawMonth } from '../../soak/month.ts';
import { liveAMonth } from '../../soak/simulate-month.ts';

/** Seeds of months in this browser; `npm run soak` simulates more of them. */
const SEEDS = Array.from({ length: 10 }, (_, index) => 2 * index + 1);

describe('sync in Firefox for a month: API faults, deaths, offline nights, clock jumps', () => {
  it.each(SEEDS)('keeps every invariant (seed %i)', { timeout: 240_000 }, async (seed) => {
    const { broken, mostAttemptsInAnHour, failures, deaths } = await liveAMonth(drawMonth(seed));
    expect(broken).toEqual([]);
    expect(mostAttemptsInAnHour).toBeLessThanOrEqual(60);
    // There was something to survive.
    expect(failures).toBeGreaterThan(20);
    expect(deaths).toBeGreaterThan(20);
  });
});
