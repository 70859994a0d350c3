import type * as z from 'zod/mini';
import { createProblem } from '../problem/create-problem.ts';
import type { ProblemKind } from '../problem/problem.ts';
import { MAX_TEXT_LENGTH, problemFromResponse } from '../problem/problem-from-response.ts';
import { clockOffset } from './clock-offset.ts';
import { type Connection, REQUEST_TIMEOUT_MS } from './connection.ts';
import { describeShape } from './describe-shape.ts';
import { readRateLimit } from './rate-limit.ts';
import { readBodyText } from './read-body.ts';
import { createKeyRedactor } from './redact-key.ts';
import { requestIdFrom } from './request-id.ts';
import type { Result } from './result.ts';
import { truncate } from './truncate.ts';

/** The API's address, version included. Nothing else is ever contacted. */
export const API_BASE = 'https://api.creatoraudit.com/v2';

/** A page of 200 posts has about 0.4 MB; a larger response is not read. */
export const MAX_RESPONSE_BYTES = 20_000_000;

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** Below {@link API_BASE}. */
  readonly path: `/${string}`;
  /** Names may repeat. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent without the key, for the few paths that need none. */
  readonly isAnonymous?: boolean;
  /**
   * The `ETag` of an earlier response: the API answers 304 where it would be the same (API
   * reference, Conventions).
   */
  readonly knownEtag?: string | null;
}

/** The response to a request with an `ETag`. */
export type Conditional<T> =
  | { readonly isChanged: false }
  /** `etag`: to be sent next time; `null` where the API gave none. */
  | { readonly isChanged: true; readonly value: T; readonly etag: string | null };

/** A longer one is not sent back. */
const MAX_ETAG_LENGTH = 200;

/**
 * Makes one attempt at a request and parses the response by `schema`. Nothing else sends requests.
 * Never throws for a failure of the network or the API, never repeats and never waits.
 *
 * A redirect is not followed, not even on the API's own origin (it has none): it is a problem of
 * kind `refused`. Without a key nothing is sent (`key-missing`). A key that no header can carry is
 * `unauthorized`: `fetch` would throw, which would look like a broken network.
 */
export async function request<T>(
  connection: Connection,
  asked: Omit<ApiRequest, 'knownEtag'>,
  schema: z.ZodMiniType<T>,
): Promise<Result<T>> {
  const outcome = await requestIfChanged(connection, asked, schema);
  if (!outcome.ok) return outcome;
  const { value, ...rest } = outcome;
  // A request without an ETag cannot be answered by "not modified".
  return value.isChanged ? { ...rest, value: value.value } : failed('unexpected-response');
}

/** Makes a request that may have an `ETag` ({@link ApiRequest.knownEtag}). */
export async function requestIfChanged<T>(
  connection: Connection,
  asked: ApiRequest,
  schema: z.ZodMiniType<T>,
): Promise<Result<Conditional<T>>> {
  const { key, now } = connection;
  if (!asked.isAnonymous && key === '') return failed('key-missing');
  if (!asked.isAnonymous && !/^[\x21-\x7e]+$/.test(key)) return failed('unauthorized');
  if (!(await connection.hasAccess())) return failed('access-missing');

  const signal = AbortSignal.timeout(connection.timeoutMs ?? REQUEST_TIMEOUT_MS);
  let response: Response;
  try {
    response = await connection.fetch(urlOf(asked), { ...initOf(asked, key), signal });
  } catch (error) {
    return failed(await kindOfFailure(error, signal, connection));
  }

  // `redirect: 'manual'` hides a redirect behind an empty response of status 0.
  if (response.type === 'opaqueredirect') return failed('refused');

  const hideKey = createKeyRedactor(key);
  const { status, headers } = response;
  const facts = {
    rateLimit: readRateLimit(headers, now()),
    clockOffsetMs: clockOffset(headers, now()),
  };
  const requestId = requestIdFrom(headers, hideKey);
  if (status === 304 && asked.knownEtag != null) {
    return { ok: true, value: { isChanged: false }, requestId, ...facts };
  }
  const body = await readBodyText(response, MAX_RESPONSE_BYTES);
  const text = hideKey(body.text);
  if (!response.ok) {
    return {
      ok: false,
      problem: problemFromResponse({ status, headers, text }, now(), hideKey),
      ...facts,
    };
  }

  if (body.ending === 'aborted') {
    const kind = await kindOfFailure(body.error, signal, connection);
    return { ok: false, problem: createProblem(kind, { status, requestId }), ...facts };
  }
  const json = body.ending === 'complete' ? parseJson(text) : undefined;
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    // JSON contains the user's content, so only its shape is reported; anything else is not the
    // API's.
    const detail =
      truncate(json === undefined ? text.trim() : describeShape(json), MAX_TEXT_LENGTH) || null;
    return {
      ok: false,
      problem: createProblem('unexpected-response', { status, detail, requestId }),
      ...facts,
    };
  }
  return {
    ok: true,
    value: { isChanged: true, value: parsed.data, etag: etagFrom(headers, hideKey) },
    requestId,
    ...facts,
  };
}

/** The `ETag` of a response, unless it repeats the key: it is stored. */
function etagFrom(headers: Headers, hideKey: (text: string) => string): string | null {
  const etag = headers.get('ETag');
  return etag !== null && etag.length <= MAX_ETAG_LENGTH && hideKey(etag) === etag ? etag : null;
}

function failed(kind: ProblemKind): Result<never> {
  return { ok: false, problem: createProblem(kind), rateLimit: null };
}

function urlOf({ path, query }: ApiRequest): string {
  const search = new URLSearchParams(query?.map(([name, value]) => [name, value])).toString();
  return API_BASE + path + (search && `?${search}`);
}

function initOf({ method, body, isAnonymous, knownEtag }: ApiRequest, key: string): RequestInit {
  return {
    method,
    headers: {
      Accept: 'application/json',
      ...(isAnonymous ? {} : { Authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(knownEtag == null ? {} : { 'If-None-Match': knownEtag }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
  };
}

/** Returns why `fetch`, or reading the body, threw. */
async function kindOfFailure(
  error: unknown,
  signal: AbortSignal,
  { isOnline, hasAccess }: Connection,
): Promise<ProblemKind> {
  const isTimeout =
    signal.aborted || (error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name));
  if (isTimeout) return 'timeout';
  // Access may have been taken away while the request was under way.
  if (!(await hasAccess())) return 'access-missing';
  return isOnline() ? 'network' : 'offline';
}

/** `undefined` when the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
