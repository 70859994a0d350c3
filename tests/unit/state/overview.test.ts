import { describe, expect, it } from 'vitest';
import { NO_OVERVIEW } from '../../../utils/state/initial-state.ts';
import {
  currentFigures,
  isOverviewDue,
  type OverviewFigures,
  overviewPeriodFor,
} from '../../../utils/state/overview.ts';
import { DAY, NOW } from '../../builders/time.ts';

const FIGURES: OverviewFigures = {
  ...{ period: '7d', receivedAt: NOW, views: 1, viewsChange: 2 },
  ...{ engagementRate: 3, engagementRateChange: 4 },
};

describe('isOverviewDue', () => {
  it.each([
    ['never asked', null, true],
    ['asked a day ago', NOW - DAY, true],
    ['asked just now', NOW, false],
    ['asked less than a day ago', NOW - DAY + 1, false],
    ['asked after now, because the clock was set back', NOW + 1, true],
  ] as const)('%s', (_, askedAt, isDue) => {
    expect(isOverviewDue({ ...NO_OVERVIEW, askedAt }, NOW)).toBe(isDue);
  });
});

describe('overviewPeriodFor', () => {
  it('is the shortest period that covers the look-back window, else the longest', () => {
    expect([1, 7, 8, 30, 31, 90, 365].map(overviewPeriodFor)).toEqual([
      ...['7d', '7d', '30d', '30d', '90d', '90d', '90d'],
    ]);
  });
});

describe('currentFigures', () => {
  it('are left out after three days without an answer', () => {
    const overview = { askedAt: NOW, figures: FIGURES };
    expect(currentFigures(overview, NOW + 3 * DAY)).toBe(FIGURES);
    expect(currentFigures(overview, NOW + 3 * DAY + 1)).toBeNull();
    expect(currentFigures(NO_OVERVIEW, NOW)).toBeNull();
  });
});
