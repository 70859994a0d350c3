import type { ApiKey } from './api-key.ts';
import type { DeltaShape } from './delta-shape.ts';
import type { Library } from './library.ts';
import type { ListName } from './library-post.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { SandboxClock } from './sandbox-clock.ts';

/** Everything that an answer depends on; tests change it between requests. */
export interface SandboxState {
  readonly clock: SandboxClock;
  readonly limiter: RateLimiter;
  /** By organization. */
  readonly libraries: Map<string, Library>;
  keys: ApiKey[];
  deltaShape: DeltaShape;
  /** The lists whose posts `/videos/deltas` knows; the others' ids land in `not_found`. */
  listsWithDeltas: readonly ListName[];
  /**
   * Whether `POST /videos/deltas` is refused to a key without `write`. The documentation does not
   * say.
   */
  deltasNeedWrite: boolean;
  /** How a 429 says when to come again. */
  retryAfterFormat: 'seconds' | 'http-date';
  /** What `/meta` says of v2: ISO dates once it is being retired. */
  retirement: { readonly deprecation: string | null; readonly sunset: string | null };
  /** Raised to make every cursor issued before stale. */
  cursorEpoch: number;
}
