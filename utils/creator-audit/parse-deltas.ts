import type { Delta, DeltasByWindow } from '../breakouts/model/delta.ts';
import { integerField, type JsonObject, objectField, textField } from './lenient-fields.ts';

/** The posts and windows of a request; anything else in its response is ignored. */
export interface AskedDeltas {
  readonly ids: ReadonlySet<string>;
  /** Days. */
  readonly windows: ReadonlySet<number>;
}

type Metric = 'view' | 'like' | 'comment' | 'share' | 'engagement';
type Gains = Partial<Record<Metric, number | null>>;

/**
 * `views_delta`, `view_count_change`, `likes`, `views_delta_7d`. Not `view_count`, which is a
 * lifetime count.
 */
const METRIC =
  /^(view|like|comment|share|engagement)s?((?:_count)?_(?:delta|change|gained))?(?:_(\d{1,3}d))?$/;

/**
 * Parses the `data` of a response to `/videos/deltas`. The documentation has two shapes:
 *
 * - a map from id to window to views, `{ "<id>": { "7d": 1234 } }` (API reference), or to an object
 *   of metrics in place of the number;
 * - a list of rows with `id` (or `video_id`) and metrics (tutorial). The window is named in the row
 *   (`window`: 7 or `"7d"`), in the metric (`views_delta_7d`) or by keys (`"7d"`); without a name
 *   it is the one window asked for, and unknown if several were.
 *
 * Metric names are a family, so they are read by a pattern and not by a schema: the bare name or
 * one with `_delta`, `_change` or `_gained`. A bare name beside a fuller one or beside windows is a
 * lifetime count and is left out. Without `engagement`, it is likes + comments + shares, as far as
 * given and if likes are. Of two numbers for the same thing the first counts.
 *
 * @returns an entry for each post that is named, empty if nothing was read of it; `null` when the
 *   data has neither shape, or holds values of which none is a whole number or `null`
 */
export function parseDeltas(data: unknown, asked: AskedDeltas): Map<string, DeltasByWindow> | null {
  const [onlyWindow = null] = asked.windows.size === 1 ? asked.windows : [];
  const posts = new Map<string, Map<number, Gains>>();
  let isEmpty = true;
  let isRecognized = false;
  for (const [id, value] of entriesOf(data)) {
    isEmpty = false;
    if (id === null || !asked.ids.has(id)) continue;
    const windows = posts.get(id) ?? new Map<number, Gains>();
    posts.set(id, windows);
    if (value === null) isRecognized = true;
    for (const { window, metric, gained } of gainsIn(objectField(value) ?? {}, onlyWindow)) {
      const count = integerField(gained);
      if (count !== null || gained === null) isRecognized = true;
      if (window === null || !asked.windows.has(window)) continue;
      const gains = windows.get(window) ?? {};
      windows.set(window, gains);
      gains[metric] ??= count;
    }
  }
  if (!isRecognized && !(isEmpty && typeof data === 'object' && data !== null)) return null;
  return new Map(
    [...posts].map(([id, windows]) => [
      id,
      Object.fromEntries([...windows].map(([days, gains]) => [days, deltaFrom(gains)])),
    ]),
  );
}

/** The posts of both shapes; none where the data has neither. */
function entriesOf(data: unknown): (readonly [id: string | null, value: unknown])[] {
  if (!Array.isArray(data)) return Object.entries(objectField(data) ?? {});
  return data.map((row) => [textField(row?.id) ?? textField(row?.video_id), row]);
}

interface GainField {
  readonly window: number | null;
  readonly metric: Metric;
  readonly gained: unknown;
}

/** The gains of a row. A gain that names no window is of `onlyWindow`. */
function gainsIn(fields: JsonObject, onlyWindow: number | null): GainField[] {
  const windows = Object.entries(fields).flatMap(([key, value]): GainField[] => {
    const window = windowFrom(key);
    if (window === null) return [];
    const metrics = objectField(value);
    return metrics === null
      ? [{ window, metric: 'view', gained: value }]
      : metricsIn(metrics, window).all;
  });
  const { named, bare } = metricsIn(
    fields,
    fields.window == null ? onlyWindow : windowFrom(fields.window),
  );
  return windows.length + named.length > 0 ? [...windows, ...named] : bare;
}

/** The metrics of one object, those with a full name and those with a bare one. */
function metricsIn(fields: JsonObject, window: number | null) {
  const named: GainField[] = [];
  const bare: GainField[] = [];
  for (const [key, gained] of Object.entries(fields)) {
    const [, metric, suffix, days] = METRIC.exec(key) ?? [];
    if (metric === undefined) continue;
    const gain = {
      metric: metric as Metric,
      gained,
      window: days === undefined ? window : windowFrom(days),
    };
    (suffix === undefined && days === undefined ? bare : named).push(gain);
  }
  return { named, bare, all: named.length > 0 ? named : bare };
}

/** Days, from 7, `"7"` or `"7d"`. */
function windowFrom(value: unknown): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const days = /^(\d{1,3})d?$/.exec(String(value))?.[1];
  return days === undefined ? null : Number(days);
}

function deltaFrom({ view, engagement, like, comment, share }: Gains): Delta {
  const parts = like == null ? null : like + (comment ?? 0) + (share ?? 0);
  return { views: view ?? null, engagement: engagement ?? parts };
}
