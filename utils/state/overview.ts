import * as z from 'zod/mini';
import { OVERVIEW_PERIODS, type OverviewPeriod } from '../creator-audit/overview.ts';
import { DAY_MS } from '../time/units.ts';

const time = z.catch(z.nullable(z.number().check(z.minimum(0))), null);
const number = z.catch(z.nullable(z.number()), null);

/** The organization's figures over a period, each `null` where the API gave none. */
const overviewFiguresSchema = z.readonly(
  z.object({
    period: z.enum(OVERVIEW_PERIODS),
    /** ms since epoch. */
    receivedAt: z.number(),
    views: number,
    /** Change against the period before, percent. */
    viewsChange: number,
    /** Percent. */
    engagementRate: number,
    engagementRateChange: number,
  }),
);

/** The last figures of the organization, and when they were last asked for. */
export const overviewSchema = z.readonly(
  z.object({ askedAt: time, figures: z.catch(z.nullable(overviewFiguresSchema), null) }),
);

export type OverviewFigures = z.infer<typeof overviewFiguresSchema>;
export type Overview = z.infer<typeof overviewSchema>;

/** Figures that are older are not shown, ms. */
const MAX_AGE_MS = 3 * DAY_MS;

/**
 * Returns true once a day. A time in the future means that the clock was set back.
 *
 * @param now ms since epoch
 */
export function isOverviewDue({ askedAt }: Overview, now: number): boolean {
  return askedAt === null || askedAt > now || now - askedAt >= DAY_MS;
}

/** Returns the shortest period that covers a look-back window (days), else the longest. */
export function overviewPeriodFor(lookbackDays: number): OverviewPeriod {
  return OVERVIEW_PERIODS.find((period) => daysOfPeriod(period) >= lookbackDays) ?? '90d';
}

/** The days of a period. */
export function daysOfPeriod(period: OverviewPeriod): number {
  return Number.parseInt(period, 10);
}

/** Returns the figures to show at `now` (ms since epoch); `null`: none, or they are too old. */
export function currentFigures({ figures }: Overview, now: number): OverviewFigures | null {
  return figures === null || now - figures.receivedAt > MAX_AGE_MS ? null : figures;
}
