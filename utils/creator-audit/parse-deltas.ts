import type { Delta, DeltasByWindow } from '../breakouts/model/delta.ts';
import { integerField, objectField, textField } from './lenient-fields.ts';

/** What was asked for; anything else in an answer is ignored. */
export interface AskedDeltas {
  readonly ids: ReadonlySet<string>;
  /** Days. */
  readonly windows: ReadonlySet<number>;
}

type Metric = 'view' | 'like' | 'comment' | 'share' | 'engagement';

/** One number that an answer gives, or fails to give. Without a metric it says only that the post is known. */
interface Candidate {
  readonly id: string | null;
  readonly window: number | null;
  readonly metric: Metric | null;
  readonly value: unknown;
}

/** What the surroundings of a value say of it. */
interface Place {
  readonly id: string | null;
  readonly window: number | null;
  readonly depth: number;
}

type GainCount = Partial<Record<Metric, number>>;

/** `views_delta`, `view_count_change`, `likes`, `views_delta_7d`. Not `view_count`, which is a lifetime count. */
const METRIC = /^(view|like|comment|share|engagement)s?((?:_count)?_(?:delta|change|gained))?(?:_(\d{1,3}d))?$/;

/** No shape that makes sense nests deeper than list, row, `deltas`, window, metric. */
const DEEPEST = 6;

/**
 * Reads the `data` of an answer to `/videos/deltas`. The documentation describes two shapes (API reference, Deltas, and
 * the tutorial); both are read, and everything between them:
 *
 * - a map from id to window to views, `{ "<id>": { "7d": 1234 } }`, or to an object of metrics in place of the number;
 * - a list of rows with `id` (or `video_id`) and metrics, the window being named in the row (`window`: 7 or `"7d"`), in
 *   the metric (`views_delta_7d`), or by keys, in the row itself or under `deltas` or `windows`.
 *
 * Metrics go by their bare name or with `_delta`, `_change` or `_gained`. A bare name beside a fuller one or beside
 * windows is a lifetime count and is left out. Where `engagement` itself is not given, it is likes + comments + shares,
 * as far as they are given and if likes are.
 *
 * What names no window belongs to the one asked for; if several were, it could be any of them and is ignored. Of two
 * numbers for the same thing the first counts. A post that is named at all is in the result, even if nothing could be
 * read of it.
 */
export function readDeltas(data: unknown, asked: AskedDeltas): Map<string, DeltasByWindow> {
  const [window = null] = asked.windows.size === 1 ? asked.windows : [];
  const found = new Map<string, Map<number, GainCount>>();
  for (const claim of claimsIn(data, { id: null, window, depth: 0 }, asked.ids)) {
    if (claim.id === null || !asked.ids.has(claim.id)) continue;
    const windows = found.get(claim.id) ?? new Map<number, GainCount>();
    found.set(claim.id, windows);
    if (claim.metric === null || claim.window === null || !asked.windows.has(claim.window)) continue;
    const gained = windows.get(claim.window) ?? {};
    windows.set(claim.window, gained);
    const value = integerField(claim.value);
    if (value !== null) gained[claim.metric] ??= value;
  }
  return new Map(
    [...found].map(([id, windows]) => [
      id,
      Object.fromEntries([...windows].map(([days, gained]) => [days, deltaFrom(gained)])),
    ]),
  );
}

function claimsIn(value: unknown, place: Place, ids: ReadonlySet<string>): Candidate[] {
  if (place.depth > DEEPEST) return [];
  const depth = place.depth + 1;
  if (Array.isArray(value)) {
    // A bare number in a list does not say what it counts.
    return value.filter((row) => objectField(row) !== null).flatMap((row) => claimsIn(row, { ...place, depth }, ids));
  }
  const fields = objectField(value);
  if (fields === null) return [{ ...place, metric: 'view', value }];

  const id = place.id ?? textField(fields.id) ?? textField(fields.video_id);
  const named = fields.window ?? null;
  const window = named === null ? place.window : windowFrom(named);
  const plain: Candidate[][] = [];
  const bare: Candidate[][] = [];
  for (const [key, inner] of Object.entries(fields)) {
    const keyWindow = windowFrom(key);
    const [, metric, suffix, days] = METRIC.exec(key) ?? [];
    if (id === null && ids.has(key)) plain.push(claimsIn(inner, { id: key, window, depth }, ids));
    else if (keyWindow !== null) plain.push(claimsIn(inner, { id, window: keyWindow, depth }, ids));
    else if ((key === 'deltas' || key === 'windows') && typeof inner === 'object') {
      plain.push(claimsIn(inner ?? [], { id, window, depth }, ids));
    } else if (metric !== undefined) {
      const claims = metricClaims(metric as Metric, inner, id, days === undefined ? window : windowFrom(days));
      (suffix === undefined && days === undefined ? bare : plain).push(claims);
    }
  }
  const isPlain = plain.some((claims) => claims.some((claim) => claim.metric !== null));
  return [{ id, window, metric: null, value: null }, ...plain.flat(), ...(isPlain ? [] : bare.flat())];
}

/** A metric is a number, or an object with a number for each window. */
function metricClaims(metric: Metric, value: unknown, id: string | null, window: number | null): Candidate[] {
  const byWindow = objectField(value);
  if (byWindow === null) return [{ id, window, metric, value }];
  return Object.entries(byWindow).map(([key, inner]) => ({ id, window: windowFrom(key), metric, value: inner }));
}

/** Days, from 7, `"7"` or `"7d"`. */
function windowFrom(value: unknown): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const days = /^(\d{1,3})d?$/.exec(String(value))?.[1];
  return days === undefined ? null : Number(days);
}

function deltaFrom({ view, engagement, like, comment = 0, share = 0 }: GainCount): Delta {
  return { views: view ?? null, engagement: engagement ?? (like === undefined ? null : like + comment + share) };
}
