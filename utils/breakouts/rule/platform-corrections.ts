import * as z from 'zod/mini';
import { DAY_MS } from '../../time/units.ts';
import type { LifetimeStats } from '../baseline/lifetime-stats.ts';
import { correctedShares } from '../baseline/platform-correction.ts';
import { type Deltas, gainedColumn } from '../model/delta-table.ts';
import type { Post } from '../model/post.ts';

/** A platform's correction of the counts of most of its posts. Times are ms since epoch. */
export const platformCorrectionSchema = z.readonly(
  z.object({
    platform: z.nullable(z.string()),
    /** The share of their views that nearly all posts lost. */
    share: z.number(),
    /**
     * The earliest and the latest time of the correction: a day apart if gains over one and two
     * days show it.
     */
    from: z.number(),
    to: z.number(),
  }),
);

export type PlatformCorrection = z.infer<typeof platformCorrectionSchema>;

/**
 * Finds the latest correction of each platform. The shortest window over which most of its old
 * posts lost views dates it.
 *
 * @param windows days, ascending
 */
export function platformCorrections(
  posts: readonly Post[],
  { table, level }: Pick<LifetimeStats, 'table' | 'level'>,
  deltas: Deltas,
  windows: readonly number[],
): PlatformCorrection[] {
  const found = new Map<string | null, PlatformCorrection>();
  windows.forEach((days, place) => {
    const shares = correctedShares(table, level, gainedColumn(posts, deltas, days, 'views'), days);
    shares.forEach((share, pool) => {
      if (share === 0) return;
      const { platform, newest } = ofPool(posts, table.poolOf, pool);
      if (found.has(platform)) return;
      const from = newest - days * DAY_MS;
      found.set(platform, {
        platform,
        share,
        from,
        to: newest - (windows[place - 1] ?? 0) * DAY_MS,
      });
    });
  });
  return [...found.values()];
}

/**
 * Dates corrections as closely as any ranking could: an earlier ranking of the same correction had
 * shorter windows that still showed it.
 */
export function withKnownDates(
  current: readonly PlatformCorrection[],
  former: readonly PlatformCorrection[],
): PlatformCorrection[] {
  return current.map((correction) => {
    const known = former.find(
      ({ platform, from, to }) =>
        platform === correction.platform && from < correction.to && to > correction.from,
    );
    if (known === undefined) return correction;
    return {
      ...correction,
      from: Math.max(correction.from, known.from),
      to: Math.min(correction.to, known.to),
    };
  });
}

function ofPool(posts: readonly Post[], poolOf: Int32Array, pool: number) {
  const own = posts.filter((_, row) => poolOf[row] === pool);
  const newest = own.reduce(
    (latest, { lastRefreshedAt }) => Math.max(latest, lastRefreshedAt ?? 0),
    0,
  );
  return { platform: own[0]?.platform ?? null, newest };
}
