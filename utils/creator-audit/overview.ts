import * as z from 'zod/mini';
import type { Connection } from './http/connection.ts';
import { request } from './http/request.ts';
import type { Result } from './http/result.ts';
import { lenientNumber } from './lenient-fields.ts';

/** The periods that `GET /overview` answers (API reference). */
export const OVERVIEW_PERIODS = ['7d', '30d', '90d'] as const;
export type OverviewPeriod = (typeof OVERVIEW_PERIODS)[number];

/** Figures of the organization; `null` where the API gives none. */
interface PeriodFigures {
  readonly period: OverviewPeriod;
  readonly views: number | null;
  /** Change against the period before, percent. */
  readonly viewsChange: number | null;
  /** Percent. */
  readonly engagementRate: number | null;
  readonly engagementRateChange: number | null;
}

const figuresSchema = z.object({ total_views: lenientNumber, engagement_rate: lenientNumber });
const changesSchema = z.object({
  total_views_pct: lenientNumber,
  engagement_rate_pct: lenientNumber,
});
const NO_FIGURES = { total_views: null, engagement_rate: null };
const NO_CHANGES = { total_views_pct: null, engagement_rate_pct: null };

const overviewSchema = z.object({
  data: z.object({
    current: figuresSchema,
    previous: z.catch(figuresSchema, NO_FIGURES),
    changes: z.catch(changesSchema, NO_CHANGES),
  }),
});

/**
 * Asks for the organization's figures over a period and the change against the one before
 * (`/overview`). Only `current` is required: its fields may be missing or odd.
 */
export async function fetchOverview(
  connection: Connection,
  period: OverviewPeriod,
): Promise<Result<PeriodFigures>> {
  const outcome = await request(
    connection,
    { method: 'GET', path: '/overview', query: [['period', period]] },
    overviewSchema,
  );
  if (!outcome.ok) return outcome;
  const { current, previous, changes } = outcome.value.data;
  return {
    ...outcome,
    value: {
      period,
      views: current.total_views,
      viewsChange: changes.total_views_pct ?? changeOf(current.total_views, previous.total_views),
      engagementRate: current.engagement_rate,
      engagementRateChange:
        changes.engagement_rate_pct ?? changeOf(current.engagement_rate, previous.engagement_rate),
    },
  };
}

/** The change against an earlier figure, percent; `null` where either is unknown, or it was 0. */
function changeOf(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : (now / before - 1) * 100;
}
