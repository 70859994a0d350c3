import { describe, expect, it } from 'vitest';
import { drawMonth } from '../../soak/month.ts';
import { CHECKED_MONTHS } from '../../soak/sync-month-tests.ts';

const DAY = 86_400_000;

describe('drawMonth', () => {
  const months = Array.from({ length: 2 * CHECKED_MONTHS }, (_, index) => drawMonth(index + 1));

  it.each(['chromium', 'firefox'])(
    'meets every limit and trouble in the months of %s that `npm test` simulates',
    (browser) => {
      const own = months.filter((month) => month.browser === browser);
      expect(own).toHaveLength(CHECKED_MONTHS);
      expect(new Set(own.map(({ rateLimit }) => JSON.stringify(rateLimit))).size).toBe(3);
      expect(new Set(own.map(({ sharePercent }) => sharePercent))).toEqual(new Set([30, 50, 80]));
      for (const { spells, jumps, looks } of own) {
        expect(new Set(spells.map(({ kind }) => kind))).toEqual(
          new Set(['flaky', 'unreachable', 'offline']),
        );
        expect(jumps.map(({ by }) => by / DAY)).toEqual([-1, 365, -365]);
        expect(new Set(looks.map(({ refreshes }) => refreshes)).size).toBe(2);
      }
    },
  );

  it('opens the browser for some hours of each day, and in one month all day in an office', () => {
    const days = months.map(({ open }) => open.length);
    expect(new Set(days).size).toBe(2);
    expect(Math.max(...days)).toBe(30);
  });
});
