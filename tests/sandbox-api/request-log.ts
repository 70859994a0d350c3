import type { IncomingHttpHeaders } from 'node:http';

/**
 * One request as it came and what became of it. Filled in as things happen; times ms since epoch by
 * the sandbox's clock.
 */
export interface LoggedRequest {
  /** What the answer carries as `X-Request-ID`. */
  readonly requestId: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** All of them, the key in `authorization` included: tests look for the key everywhere else. */
  readonly headers: IncomingHttpHeaders;
  readonly host: string;
  /** Empty until it has arrived, and for a request without one. */
  body: string;
  readonly startedAt: number;
  /** How many other requests were waiting for their answer when this one came. */
  readonly inFlightAtStart: number;
  /**
   * When the last byte of the answer was handed over, or the connection ended; `null` until then.
   */
  answeredAt: number | null;
  /** `null` while no answer has begun, and for good where none ever does. */
  status: number | null;
  /** Bytes of the answer's body that were handed over. */
  bytesSent: number;
  /** The client went away before the answer was complete. */
  abortedByClient: boolean;
  /** The kind of the fault that was played on it, if any. */
  fault: string | null;
}

/** Which requests something is about. All that is given must hold. */
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
