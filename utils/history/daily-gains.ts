import { DAY_MS } from '../time/units.ts';
import type { PastPoint } from './past-points.ts';

/** The views that came between two points of a post's life. */
export interface DailyGain {
  /** ms since epoch. */
  readonly from: number;
  readonly to: number;
  /** Views per day; 0 where the platform corrected its count downwards. */
  readonly perDay: number;
  /** True if one of the two points is an estimate. */
  readonly isEstimated: boolean;
}

/** Computes the views per day between each two points, oldest first. */
export function dailyGains(points: readonly PastPoint[]): readonly DailyGain[] {
  return points.slice(1).map((point, index) => {
    const before = points[index] as PastPoint;
    const days = (point.at - before.at) / DAY_MS;
    return {
      from: before.at,
      to: point.at,
      perDay: Math.max(0, point.views - before.views) / days,
      isEstimated: point.isEstimated || before.isEstimated,
    };
  });
}
