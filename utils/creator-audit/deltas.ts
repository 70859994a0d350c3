import * as z from 'zod/mini';
import type { DeltasByWindow } from '../breakouts/model/delta.ts';
import type { Connection } from './http/connection.ts';
import { request } from './http/request.ts';
import type { Result } from './http/result.ts';
import { objectField } from './lenient-fields.ts';
import { readDeltas } from './parse-deltas.ts';
import type { Problem } from './problem/problem.ts';

/** The most ids in one request, by method: `POST` as documented; with more than so many a `GET` has too long a URL. */
export const MAX_IDS_PER_REQUEST = { POST: 200, GET: 100 } as const;

/** The longest window, in days, and the most windows of one request (API reference, Deltas). */
const MAX_WINDOW_DAYS = 365;
const MOST_WINDOWS = 10;

/** What the API said of the posts asked for. */
export interface DeltasAnswer {
  readonly byPost: ReadonlyMap<string, DeltasByWindow>;
  /** Ids that the API does not know deltas of (`meta.not_found`). */
  readonly notFound: readonly string[];
}

const answerSchema = z.object({
  data: z.unknown().check(z.refine((data) => typeof data === 'object' && data !== null)),
  meta: z.optional(z.unknown()),
});

/**
 * Asks what posts gained over each look-back window.
 *
 * By `GET` both lists go as repeated parameters: for `video_ids` that is documented; for `windows` it is the same
 * choice.
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
): Promise<Result<DeltasAnswer>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0 || wanted.length > MAX_IDS_PER_REQUEST[method]) {
    throw new RangeError(`${method} takes 1 to ${MAX_IDS_PER_REQUEST[method]} ids, not ${wanted.length}`);
  }
  const asked = { ids: new Set(wanted), windows: new Set(validWindows(windows)) };
  const path = '/videos/deltas';
  const outcome = await request(
    connection,
    method === 'POST'
      ? { method, path, body: { video_ids: wanted, windows: [...asked.windows] } }
      : {
          method,
          path,
          query: [
            ...wanted.map((id) => ['video_ids', id] as const),
            ...[...asked.windows].map((days) => ['windows', String(days)] as const),
          ],
        },
    answerSchema,
  );
  if (!outcome.ok) return outcome;
  const byPost = readDeltas(outcome.value.data, asked);
  const missing = objectField(outcome.value.meta)?.not_found;
  const named = new Set(Array.isArray(missing) ? missing : []);
  return { ...outcome, value: { byPost, notFound: wanted.filter((id) => named.has(id) && !byPost.has(id)) } };
}

/**
 * The windows that the API accepts, in days: whole, 1 to 365, each once, ascending; of more than ten the first ten
 * given.
 *
 * @throws RangeError when none is left
 */
export function validWindows(windows: readonly number[]): number[] {
  const valid = windows.filter((days) => Number.isInteger(days) && days >= 1 && days <= MAX_WINDOW_DAYS);
  if (valid.length === 0) throw new RangeError(`no window of 1 to ${MAX_WINDOW_DAYS} whole days`);
  return [...new Set(valid)].slice(0, MOST_WINDOWS).sort((a, b) => a - b);
}

/** The ids in batches of `size`, in their order; the last may be smaller. */
export function batchesOf(ids: readonly string[], size: number): string[][] {
  const count = Math.ceil(ids.length / size);
  return Array.from({ length: count }, (_, index) => ids.slice(index * size, (index + 1) * size));
}

/**
 * A read-only key may not use `POST`, although nothing is changed by it: the same batch is to be asked for by `GET`.
 */
export function readOnlyKeyNeedsGet({ kind }: Problem): boolean {
  return kind === 'insufficient-scope';
}
