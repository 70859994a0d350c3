import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiProblem, problemDocument } from './api-problem.ts';
import type { ApiResponse } from './api-response.ts';
import { findRoute, keyFor } from './routes.ts';
import type { SandboxState } from './sandbox-state.ts';

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

type Headers = Record<string, string>;

function acceptsJson(accept: string | undefined): boolean {
  return (
    accept === undefined || /(\*\/\*|application\/\*|application\/([\w.-]+\+)?json)/i.test(accept)
  );
}

/**
 * Counts the request and writes its rate-limit headers. @throws {ApiProblem} 429 beyond the limit.
 */
function countRequest(state: SandboxState, key: string, headers: Headers): void {
  const now = state.clock.now();
  const counted = state.limiter.count(key, now);
  headers['x-ratelimit-limit'] = String(counted.limit);
  headers['x-ratelimit-remaining'] = String(counted.remaining);
  headers['x-ratelimit-reset'] = String(counted.resetS);
  if (!counted.isExceeded) return;
  const seconds = Math.max(1, Math.ceil(counted.resetS - now / 1000));
  const retryAfter =
    state.retryAfterFormat === 'seconds'
      ? String(seconds)
      : new Date(counted.resetS * 1000).toUTCString();
  throw new ApiProblem('RATE_LIMITED', `Too many requests; come again in ${seconds} s.`, {
    headers: { 'retry-after': retryAfter },
  });
}

/** Adds a strong ETag to a 200, or returns a 304 if the client has the same. */
function withEtag(request: ArrivedRequest, headers: Headers, json: unknown): ApiResponse {
  const text = JSON.stringify(json);
  const etag = `"${createHash('sha1').update(text).digest('base64url')}"`;
  const known = request.headers['if-none-match'];
  const isKnown = known?.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
  if (isKnown) return { status: 304, headers: { ...headers, etag }, body: null };
  return {
    status: 200,
    headers: { ...headers, etag, 'content-type': 'application/json' },
    body: { json, text },
  };
}

/**
 * Creates the response of the API to a request, without faults. Every response has an
 * `X-Request-ID`, every authenticated one the rate-limit headers, every error a problem document.
 */
export function createResponse(state: SandboxState, request: ArrivedRequest): ApiResponse {
  // By the sandbox's clock, because a server's `Date` never contradicts its other times.
  const headers: Headers = {
    'x-request-id': request.requestId,
    date: new Date(state.clock.now()).toUTCString(),
  };
  try {
    const route = findRoute(request.method, request.path);
    const key = keyFor(route, state.keys, request.headers.authorization);
    if (key) countRequest(state, key.key, headers);
    if (!acceptsJson(request.headers.accept)) {
      throw new ApiProblem('NOT_ACCEPTABLE', 'The API answers application/json only.');
    }
    const contentType = request.headers['content-type'] ?? '';
    const { query, body } = request;
    const json = route.respond({ state, query, contentType, body, key, now: state.clock.now() });
    if (request.method === 'GET') return withEtag(request, headers, json);
    return {
      status: 200,
      headers: { ...headers, 'content-type': 'application/json' },
      body: { json },
    };
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    const { status, code, message: detail, errors } = problem;
    return {
      status,
      headers: { ...headers, ...problem.headers, 'content-type': 'application/problem+json' },
      body: {
        json: problemDocument({ status, code, detail, errors }, request.requestId, request.path),
      },
    };
  }
}
