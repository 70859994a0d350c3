import { type Deltas, gainedBy } from './delta-table.ts';
import type { Post } from './post.ts';
import type { Measure } from './snapshot.ts';

export interface TopMover {
  readonly post: Post;
  /** The API's delta over the window, in the measure asked for; negative where the platform recounted. */
  readonly gained: number;
}

export interface TopMovers {
  readonly movers: readonly TopMover[];
  readonly skipped: { readonly withoutTwoRefreshes: number; readonly withoutDelta: number };
}

/** A delta means nothing until two refreshes have landed (API reference, Data freshness). */
export function hasTwoRefreshes(post: Post): boolean {
  return (
    post.firstRefreshedAt !== null && post.lastRefreshedAt !== null && post.lastRefreshedAt > post.firstRefreshedAt
  );
}

/**
 * The list of CreatorAudit's tutorial "Detect breakout posts": the `count` posts that gained most over the window, largest gain
 * first, equal gains by id. Posts without two refreshes, and posts for which the API gave no delta, are skipped and counted.
 */
export function topMovers(
  posts: readonly Post[],
  deltas: Deltas,
  windowDays: number,
  measure: Measure,
  count: number,
): TopMovers {
  let withoutTwoRefreshes = 0;
  let withoutDelta = 0;
  const movers: TopMover[] = [];
  for (const post of posts) {
    if (!hasTwoRefreshes(post)) {
      withoutTwoRefreshes += 1;
      continue;
    }
    const gained = gainedBy(post.id, deltas, windowDays, measure);
    if (gained === null) withoutDelta += 1;
    else insert(movers, { post, gained }, count);
  }
  return { movers, skipped: { withoutTwoRefreshes, withoutDelta } };
}

/** Puts a mover in its place among the first `count`: a large library has a hundred thousand of them, of which few are shown. */
function insert(movers: TopMover[], mover: TopMover, count: number): void {
  const last = movers.at(-1);
  if (movers.length >= count && last !== undefined && compare(mover, last) >= 0) return;
  const place = movers.findIndex((other) => compare(mover, other) < 0);
  movers.splice(place < 0 ? movers.length : place, 0, mover);
  if (movers.length > count) movers.pop();
}

function compare(a: TopMover, b: TopMover): number {
  return b.gained - a.gained || (a.post.id < b.post.id ? -1 : 1);
}
