import { expect, it } from 'vitest';
import { comparableFrom } from '../../../../utils/breakouts/rule/comparable-from.ts';
import { HOUR, NOW } from '../../../builders/time.ts';

const post = { lastRefreshedAt: NOW, refreshIntervalHours: 6 };

it('comparableFrom is the next refresh of a post that lacks nothing else', () => {
  for (const reason of [
    'no-second-refresh',
    'window-not-covered',
    'not-refreshed-in-window',
  ] as const) {
    expect(comparableFrom(post, reason)).toBe(NOW + 6 * HOUR);
    expect(comparableFrom({ ...post, refreshIntervalHours: null }, reason)).toBe(NOW + 24 * HOUR);
    expect(comparableFrom({ ...post, lastRefreshedAt: null }, reason)).toBeNull();
  }
});

it('comparableFrom is unknown where another refresh alone is not enough', () => {
  for (const reason of ['unavailable', 'no-count', 'no-gain', 'too-few-posts'] as const)
    expect(comparableFrom(post, reason)).toBeNull();
});
