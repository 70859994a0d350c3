import type { PostDeltas } from './delta-truth.ts';

/**
 * The shapes of `data` in a response of `/videos/deltas`. The documentation has two descriptions:
 * - `map`, the endpoint's reference: id → window → views, `{ "<id>": { "7d": 1234 } }`;
 * - `list`, the tutorial: rows with `id`, `views_delta` and the engagement's parts; for several
 *   windows a row each, with `window`;
 * - `mixed`: a list whose rows take turns at carrying the windows inside, as numbers or as objects,
 *   and at saying `views`
 * for `views_delta`. Nobody documented it; a client that reads both descriptions has to survive it.
 */
const DELTA_SHAPES = ['map', 'list', 'mixed'] as const;
export type DeltaShape = (typeof DELTA_SHAPES)[number];

type Json = Record<string, unknown>;

function gains(deltas: PostDeltas, days: number): Json {
  const { views, likes, comments, shares } = deltas[days] ?? {};
  return { views_delta: views, likes_delta: likes, comments_delta: comments, shares_delta: shares };
}

function viewsByWindow(deltas: PostDeltas, windows: readonly number[]): Json {
  return Object.fromEntries(windows.map((days) => [`${days}d`, deltas[days]?.views ?? null]));
}

function rows(id: string, deltas: PostDeltas, windows: readonly number[]): Json[] {
  return windows.map((days) => ({
    id,
    ...(windows.length > 1 ? { window: `${days}d` } : {}),
    ...gains(deltas, days),
  }));
}

function mixedRows(
  id: string,
  deltas: PostDeltas,
  windows: readonly number[],
  turn: number,
): Json[] {
  switch (turn % 4) {
    case 0:
      return rows(id, deltas, windows);
    case 1:
      return [{ id, ...viewsByWindow(deltas, windows) }];
    case 2:
      return [
        { id, ...Object.fromEntries(windows.map((days) => [`${days}d`, gains(deltas, days)])) },
      ];
    default:
      return windows.map((days) => ({
        id,
        window: `${days}d`,
        views: deltas[days]?.views ?? null,
      }));
  }
}

/** Creates the `data` of a response in the given shape. */
export function shapeDeltas(
  shape: DeltaShape,
  deltas: ReadonlyMap<string, PostDeltas>,
  windows: readonly number[],
): Json | Json[] {
  const posts = [...deltas];
  switch (shape) {
    case 'map':
      return Object.fromEntries(posts.map(([id, gained]) => [id, viewsByWindow(gained, windows)]));
    case 'list':
      return posts.flatMap(([id, gained]) => rows(id, gained, windows));
    case 'mixed':
      return posts.flatMap(([id, gained], turn) => mixedRows(id, gained, windows, turn));
  }
}
