import type { IncomingHttpHeaders } from 'node:http';

/**
 * A request and its outcome, filled in over time. Times are ms since epoch by the sandbox's clock.
 */
export interface LoggedRequest {
  /** The `X-Request-ID` of the response. */
  readonly requestId: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** All headers, including the key in `authorization`: tests search for the key elsewhere. */
  readonly headers: IncomingHttpHeaders;
  readonly host: string;
  /** Empty until it has arrived, or if there is none. */
  body: string;
  readonly startedAt: number;
  /** The number of other requests in flight on arrival. */
  readonly inFlightAtStart: number;
  /** The time when the response or the connection ended; `null` until then. */
  respondedAt: number | null;
  /** `null` until a response begins. */
  status: number | null;
  /** The bytes of the body that were sent. */
  bytesSent: number;
  /** The client closed the connection before the response was complete. */
  abortedByClient: boolean;
  /** The kind of its fault, if any. */
  fault: string | null;
}

/** Selects requests. All given conditions must hold. */
export interface RequestMatcher {
  readonly method?: string;
  /** The whole path such as `/v2/videos`, or a pattern. */
  readonly path?: string | RegExp;
  readonly where?: (request: LoggedRequest) => boolean;
}

export function matches(matcher: RequestMatcher, request: LoggedRequest): boolean {
  if (matcher.method !== undefined && matcher.method !== request.method) return false;
  if (typeof matcher.path === 'string' && matcher.path !== request.path) return false;
  if (matcher.path instanceof RegExp && !matcher.path.test(request.path)) return false;
  return matcher.where?.(request) ?? true;
}
