import * as z from 'zod/mini';
import type { DeltasByWindow } from '../breakouts/model/delta.ts';
import type { Connection } from './http/connection.ts';
import { request } from './http/request.ts';
import type { Result } from './http/result.ts';
import { objectField } from './lenient-fields.ts';
import { type AskedDeltas, parseDeltas } from './parse-deltas.ts';

/**
 * The maximum ids of one request, by method: `POST` as documented; by `GET` more make the URL too
 * long.
 */
export const MAX_IDS_PER_REQUEST = { POST: 200, GET: 100 } as const;

/** The longest window, in days, and the maximum windows of one request (API reference, Deltas). */
const MAX_WINDOW_DAYS = 365;
const MAX_WINDOWS = 10;

/** The gains of the posts of one request. */
export interface DeltasResponse {
  readonly byPost: ReadonlyMap<string, DeltasByWindow>;
  /** Ids that the API has no gains of (`meta.not_found`). */
  readonly notFound: readonly string[];
  /** Windows asked for that the response has for no post, although it names some, days. */
  readonly missingWindows: readonly number[];
}

const responseSchema = z.object({ data: z.unknown(), meta: z.optional(z.unknown()) });

/**
 * Fetches the gains of posts over look-back windows.
 *
 * By `GET` both lists go as repeated parameters: documented for `video_ids`, assumed for `windows`.
 *
 * @param ids at most {@link MAX_IDS_PER_REQUEST}
 * @param windows in days; those that the API would refuse are left out ({@link validWindows})
 * @throws RangeError for too many ids or none, or for no valid window
 */
export async function fetchDeltas(
  connection: Connection,
  ids: readonly string[],
  windows: readonly number[],
  { method }: { readonly method: 'POST' | 'GET' },
): Promise<Result<DeltasResponse>> {
  const asked = { ids: new Set(ids), windows: new Set(validWindows(windows)) };
  if (asked.ids.size === 0 || asked.ids.size > MAX_IDS_PER_REQUEST[method]) {
    throw new RangeError(
      `${method} takes 1 to ${MAX_IDS_PER_REQUEST[method]} ids, not ${asked.ids.size}`,
    );
  }
  const content =
    method === 'POST'
      ? { body: { video_ids: [...asked.ids], windows: [...asked.windows] } }
      : {
          query: [
            ...[...asked.ids].map((id) => ['video_ids', id] as const),
            ...[...asked.windows].map((days) => ['windows', String(days)] as const),
          ],
        };
  const schema = z.pipe(
    responseSchema,
    z.transform(({ data, meta }, context) => {
      const byPost = parseDeltas(data, asked);
      if (byPost !== null) return summarize(byPost, meta, asked);
      context.issues.push({ code: 'custom', input: data, message: 'is neither documented shape' });
      return z.NEVER;
    }),
  );
  return request(connection, { method, path: '/videos/deltas', ...content }, schema);
}

function summarize(
  byPost: ReadonlyMap<string, DeltasByWindow>,
  meta: unknown,
  asked: AskedDeltas,
): DeltasResponse {
  const notFound = objectField(meta)?.not_found;
  const named = new Set(Array.isArray(notFound) ? notFound : []);
  const present = new Set(
    [...byPost.values()].flatMap((windows) => Object.keys(windows).map(Number)),
  );
  return {
    byPost,
    notFound: [...asked.ids].filter((id) => named.has(id) && !byPost.has(id)),
    missingWindows:
      byPost.size === 0 ? [] : [...asked.windows].filter((days) => !present.has(days)),
  };
}

/**
 * Returns the windows that the API accepts, in days: whole, 1 to 365, each once, ascending; of more
 * than ten the first ten given.
 *
 * @throws RangeError when none is left
 */
export function validWindows(windows: readonly number[]): number[] {
  const valid = windows.filter(
    (days) => Number.isInteger(days) && days >= 1 && days <= MAX_WINDOW_DAYS,
  );
  if (valid.length === 0) throw new RangeError(`no window of 1 to ${MAX_WINDOW_DAYS} whole days`);
  return [...new Set(valid)].slice(0, MAX_WINDOWS).sort((a, b) => a - b);
}
