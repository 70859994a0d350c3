import type { Problem } from '../problem/problem.ts';

/** What one attempt at a request came to. Nothing in this folder throws for what the network or the API does. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly rateLimit: RateLimit | null; readonly requestId: string | null }
  | { readonly ok: false; readonly problem: Problem; readonly rateLimit: RateLimit | null };

/** The `X-RateLimit-*` headers of one answer (API reference, Rate limits). */
export interface RateLimit {
  /** Requests allowed in the period, for all users of the key together. */
  readonly limit: number;
  /** Requests left in the period. */
  readonly remaining: number;
  /**
   * When the period ends, ms since epoch by the user's clock (carried over by the answer's `Date` where the two
   * differ).
   */
  readonly resetsAt: number;
}
