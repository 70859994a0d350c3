import type * as z from 'zod/mini';
import { readBodyText } from './body-text.ts';
import { type Connection, REQUEST_TIMEOUT_MS } from './connection.ts';
import { keyHider } from './key-hider.ts';
import type { Outcome } from './outcome.ts';
import type { ProblemKind } from './problem.ts';
import { LONGEST_TEXT, problemFromAnswer } from './problem-from-answer.ts';
import { problemOfKind } from './problem-of-kind.ts';
import { readRateLimit } from './rate-limit.ts';
import { requestIdFrom } from './request-id.ts';
import { startOfText } from './start-of-text.ts';

/** The API's address, version included. Nothing else is ever contacted. */
export const API_BASE = 'https://api.creatoraudit.com/v2';

/** A page of 200 posts has about 0.4 MB; an answer beyond this size is not understood. */
export const LONGEST_ANSWER_BYTES = 20_000_000;

export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** Below {@link API_BASE}. */
  readonly path: `/${string}`;
  /** Names may repeat. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Goes out without the key, for the few paths that need none. */
  readonly isAnonymous?: boolean;
}

/**
 * Makes one attempt at a request and reads the answer by `schema`. The one place that sends anything. It never throws
 * for what the network or the API does, never repeats and never waits: that is the flow's business.
 *
 * A redirect is not followed, not even on the API's own origin (it has none, and what it would do with the key cannot
 * be seen from here): it is a problem of kind `refused`. Without a key nothing is asked (`key-missing`); one that no
 * header can carry is `unauthorized` without a request: `fetch` would throw, and that would look like a broken network.
 */
export async function request<T>(
  connection: Connection,
  asked: ApiRequest,
  schema: z.ZodMiniType<T>,
): Promise<Outcome<T>> {
  const { key, now } = connection;
  if (!asked.isAnonymous && key === '') return unanswered('key-missing');
  if (!asked.isAnonymous && !/^[\x21-\x7e]+$/.test(key)) return unanswered('unauthorized');

  const signal = AbortSignal.timeout(connection.timeoutMs ?? REQUEST_TIMEOUT_MS);
  let response: Response;
  try {
    response = await connection.fetch(urlOf(asked), { ...initOf(asked, key), signal });
  } catch (error) {
    return unanswered(kindOfFailure(error, signal, connection));
  }

  // `redirect: 'manual'` hides a redirect behind an empty answer of status 0.
  if (response.type === 'opaqueredirect') return unanswered('refused');

  const hideKey = keyHider(key);
  const { status, headers } = response;
  const rateLimit = readRateLimit(headers, now());
  const body = await readBodyText(response, LONGEST_ANSWER_BYTES);
  const text = hideKey(body.text);
  if (!response.ok)
    return { ok: false, problem: problemFromAnswer({ status, headers, text }, now(), hideKey), rateLimit };

  const requestId = requestIdFrom(headers, hideKey);
  if (body.ending === 'broken-off') {
    const kind = kindOfFailure(body.error, signal, connection);
    return { ok: false, problem: problemOfKind(kind, { status, requestId }), rateLimit };
  }
  const parsed = schema.safeParse(body.ending === 'whole' ? parsedJson(text) : undefined);
  if (!parsed.success) {
    const detail = startOfText(text.trim(), LONGEST_TEXT) || null;
    return { ok: false, problem: problemOfKind('unexpected-answer', { status, detail, requestId }), rateLimit };
  }
  return { ok: true, value: parsed.data, rateLimit, requestId };
}

function unanswered(kind: ProblemKind): Outcome<never> {
  return { ok: false, problem: problemOfKind(kind), rateLimit: null };
}

function urlOf({ path, query }: ApiRequest): string {
  const search = new URLSearchParams(query?.map(([name, value]) => [name, value])).toString();
  return API_BASE + path + (search && `?${search}`);
}

function initOf({ method, body, isAnonymous }: ApiRequest, key: string): RequestInit {
  return {
    method,
    headers: {
      Accept: 'application/json',
      ...(isAnonymous ? {} : { Authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
  };
}

/** What it means that `fetch`, or reading the body, threw. */
function kindOfFailure(error: unknown, signal: AbortSignal, { isOnline }: Connection): ProblemKind {
  const isTimeout = signal.aborted || (error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name));
  if (isTimeout) return 'timeout';
  return isOnline() ? 'network' : 'offline';
}

/** `undefined` when the text is not JSON. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
