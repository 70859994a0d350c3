import { describe, expect, it } from 'vitest';
import {
  windowsToAsk,
  windowsToRank,
  windowsToShow,
} from '../../../../utils/breakouts/model/lookback-window.ts';

describe('windowsToAsk', () => {
  it('lists the user’s window, the quick ones, and the double of each, at most ten', () => {
    expect(windowsToAsk(7)).toEqual([1, 2, 7, 14, 28, 30, 60]);
    expect(windowsToAsk(10)).toEqual([1, 2, 7, 10, 14, 20, 28, 30, 60]);
    for (let days = 1; days <= 365; days++)
      expect(windowsToAsk(days).length).toBeLessThanOrEqual(10);
  });

  it('leaves out doubles beyond what the API answers', () => {
    expect(windowsToAsk(200)).toEqual([1, 2, 7, 14, 28, 30, 60, 200]);
    expect(windowsToAsk(365).at(-1)).toBe(365);
  });
});

describe('windowsToShow', () => {
  it('lists the quick windows and the user’s own', () => {
    expect(windowsToShow(7)).toEqual([1, 7, 14, 30]);
    expect(windowsToShow(10)).toEqual([1, 7, 10, 14, 30]);
  });
});

describe('windowsToRank', () => {
  it('lists the windows that are shown, and their doubles', () => {
    expect(windowsToRank(7)).toEqual([1, 2, 7, 14, 28, 30, 60]);
    expect(windowsToRank(10)).toEqual([1, 2, 7, 10, 14, 20, 28, 30, 60]);
    expect(windowsToRank(200)).toEqual([1, 2, 7, 14, 28, 30, 60, 200, 400]);
  });
});
