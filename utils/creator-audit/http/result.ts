import type { Problem } from '../problem/problem.ts';

/**
 * The result of one attempt at a request. Nothing in this folder throws for a failure of the
 * network or the API.
 */
export type Result<T> = ResponseFacts &
  (
    | { readonly ok: true; readonly value: T; readonly requestId: string | null }
    | { readonly ok: false; readonly problem: Problem }
  );

/** The facts in the headers of a response. */
interface ResponseFacts {
  readonly rateLimit: RateLimit | null;
  /**
   * The time by which the API's clock is ahead of the user's, ms; 0 when they agree, `null` or
   * missing: unknown.
   */
  readonly clockOffsetMs?: number | null;
}

/** The `X-RateLimit-*` headers of one response (API reference, Rate limits). */
export interface RateLimit {
  /** Requests allowed in the period, for all users of the key together. */
  readonly limit: number;
  /** Requests left in the period. */
  readonly remaining: number;
  /** The end of the period, ms since epoch by the user's clock. */
  readonly resetsAt: number;
}
