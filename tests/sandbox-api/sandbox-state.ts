import type { ApiKey } from './api-key.ts';
import type { DeltaShape } from './delta-shape.ts';
import type { Library } from './library.ts';
import type { ListName } from './library-post.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { SandboxClock } from './sandbox-clock.ts';

/** Everything that a response depends on; tests change it between requests. */
export interface SandboxState {
  readonly clock: SandboxClock;
  readonly limiter: RateLimiter;
  /** By organization. */
  readonly libraries: Map<string, Library>;
  keys: ApiKey[];
  deltaShape: DeltaShape;
  /** The lists whose posts `/videos/deltas` knows; ids of others are in `not_found`. */
  listsWithDeltas: readonly ListName[];
  /** True if `POST /videos/deltas` needs a key with `write`. The documentation does not say. */
  deltasNeedWrite: boolean;
  /** The format of `Retry-After` of a 429. */
  retryAfterFormat: 'seconds' | 'http-date';
  /** The dates of `/meta` for v2, ISO 8601; `null`: it is not deprecated. */
  apiDeprecation: { readonly deprecation: string | null; readonly sunset: string | null };
  /** True if `/overview` is answered; else it is not found. */
  hasOverview: boolean;
  /** Raised to invalidate all former cursors. */
  cursorEpoch: number;
}
