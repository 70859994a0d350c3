import * as z from 'zod/mini';
import type { Connection } from './http/connection.ts';
import { parseHttpDate } from './http/http-date.ts';
import { request } from './http/request.ts';
import type { Result } from './http/result.ts';
import { textField, timeField } from './lenient-fields.ts';

/** The retirement of this version of the API, ms since epoch; `null` as long as none is planned. */
export interface DeprecationDates {
  /** The time from which on a later version is recommended. */
  readonly deprecation: number | null;
  /** The time from which on it no longer answers. */
  readonly sunset: number | null;
}

const metaSchema = z.object({
  data: z.object({ deprecation: z.optional(z.unknown()), sunset: z.optional(z.unknown()) }),
});

/**
 * Asks whether this version of the API is being retired (`/meta`). It needs no key, so none is
 * sent. The format of the dates is not documented: ISO 8601, as all times of the API, and HTTP
 * dates, as in the headers of the same names (RFC 8594), are read.
 */
export async function fetchApiDeprecation(
  connection: Connection,
): Promise<Result<DeprecationDates>> {
  const asked = { method: 'GET', path: '/meta', isAnonymous: true } as const;
  const outcome = await request(connection, asked, metaSchema);
  if (!outcome.ok) return outcome;
  const { deprecation, sunset } = outcome.value.data;
  return { ...outcome, value: { deprecation: dateField(deprecation), sunset: dateField(sunset) } };
}

function dateField(value: unknown): number | null {
  return timeField(value) ?? parseHttpDate(textField(value));
}
