import type { FieldError } from './api-problem.ts';
import type { LoggedRequest } from './request-log.ts';

/** A fault of the response. Rate-limit headers and `X-Request-ID` stay as they are. */
export type ResponseFault =
  /**
   * A problem document; missing parts follow from `status`. `retryAfter`: seconds, or an HTTP date
   * as text.
   */
  | {
      readonly kind: 'problem';
      readonly status: number;
      readonly code?: string;
      readonly title?: string;
      readonly detail?: string;
      readonly errors?: readonly FieldError[];
      readonly retryAfter?: number | string;
    }
  /** An HTML page, as of a proxy. */
  | { readonly kind: 'html'; readonly status: number }
  | { readonly kind: 'empty-body'; readonly status: number }
  /** 200 `application/json` that is not JSON. */
  | { readonly kind: 'not-json' }
  /** Any text under any status. */
  | {
      readonly kind: 'body';
      readonly status: number;
      readonly body: string;
      readonly contentType: string;
    }
  /** 200 with JSON of another shape than documented. */
  | { readonly kind: 'wrong-shape' }
  /** The response's JSON, changed by a function. */
  | { readonly kind: 'change'; readonly change: (json: unknown, request: LoggedRequest) => unknown }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: 301 | 302 | 307 | 308 }
  /** A valid response with an unknown field of this size. */
  | { readonly kind: 'huge-body'; readonly bytes: number }
  /** From the second page on, `next_cursor` is the cursor that was just used. */
  | { readonly kind: 'repeated-cursor' }
  /**
   * Always the first page, always another next cursor; its rows the same each time, with new ids,
   * or none.
   */
  | { readonly kind: 'endless-list'; readonly rows?: 'same' | 'new' | 'none' }
  /** Every `every`-th row of a list (default: each) has no id. */
  | { readonly kind: 'rows-without-id'; readonly every?: number }
  /** Every page of a list repeats its rows, and carries the first row of the list again. */
  | { readonly kind: 'duplicate-rows' }
  /** Every number among the deltas is `null`. */
  | { readonly kind: 'null-deltas' };

/**
 * A fault of the connection. Chromium itself repeats a request once on a new connection when a
 * *reused* one is reset before a response began; start the sandbox with `keepAlive: false` where
 * requests are counted.
 */
export type ConnectionFault =
  /** Sends no response. */
  | { readonly kind: 'hang' }
  /** Sends the headers and half of the body, then nothing more. */
  | { readonly kind: 'stall' }
  /** Sends half of the body, then closes the connection. */
  | { readonly kind: 'cut-off' }
  /** Closes the connection without a response. */
  | { readonly kind: 'reset' }
  /** Delays the response. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Sends the body in pieces, one each `everyMs`. */
  | { readonly kind: 'slow-drip'; readonly pieces: number; readonly everyMs: number };

export type Fault = ResponseFault | ConnectionFault;
