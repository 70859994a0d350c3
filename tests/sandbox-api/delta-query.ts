import { ApiProblem, invalidField } from './api-problem.ts';

/** A valid request for deltas. */
export interface DeltaQuery {
  /** Without duplicates, in the order of the request. */
  readonly ids: readonly string[];
  /** Whole days, without duplicates, ascending. */
  readonly windows: readonly number[];
}

const DEFAULT_WINDOWS = [1, 7, 14, 30];
const MAX_WINDOWS = 10;
const MAX_WINDOW_DAYS = 365;
/** GET takes fewer ids, because its URL must stay short. */
const MAX_IDS = { POST: 200, GET: 100 } as const;

function validQuery(ids: unknown, windows: unknown, maxIds: number): DeltaQuery {
  if (
    !Array.isArray(ids) ||
    ids.length < 1 ||
    ids.length > maxIds ||
    ids.some((id) => typeof id !== 'string')
  ) {
    throw invalidField('video_ids', `must be a list of 1 to ${maxIds} ids`);
  }
  const isWindow = (days: unknown) =>
    Number.isInteger(days) && Number(days) >= 1 && Number(days) <= MAX_WINDOW_DAYS;
  if (!Array.isArray(windows) || !windows.every(isWindow)) {
    throw invalidField('windows', `must be a list of whole days from 1 to ${MAX_WINDOW_DAYS}`);
  }
  const distinct = [...new Set<number>(windows)].sort((a, b) => a - b);
  if (distinct.length < 1 || distinct.length > MAX_WINDOWS) {
    throw invalidField('windows', `must name 1 to ${MAX_WINDOWS} windows`);
  }
  return { ids: [...new Set<string>(ids)], windows: distinct };
}

/**
 * Parses the body of `POST /videos/deltas`. @throws {ApiProblem} 400 when it is not a JSON object,
 * 422 for wrong values.
 */
export function parseDeltaBody(body: string): DeltaQuery {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new ApiProblem('BAD_REQUEST', 'The body is not JSON.');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ApiProblem('BAD_REQUEST', 'The body is not a JSON object.');
  }
  const { video_ids, windows = DEFAULT_WINDOWS } = json as {
    video_ids?: unknown;
    windows?: unknown;
  };
  return validQuery(video_ids, windows, MAX_IDS.POST);
}

/**
 * Parses the query of `GET /videos/deltas`: both parameters repeated. @throws {ApiProblem} 422 for
 * wrong values.
 */
export function parseDeltaQuery(query: URLSearchParams): DeltaQuery {
  const windows = query
    .getAll('windows')
    .map((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN));
  return validQuery(
    query.getAll('video_ids'),
    windows.length > 0 ? windows : DEFAULT_WINDOWS,
    MAX_IDS.GET,
  );
}
