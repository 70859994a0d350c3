/**
 * Everything a request needs from outside, so that this folder imports neither browser nor clock.
 */
export interface Connection {
  /**
   * The user's API key. It leaves this object only as the `Authorization` header of a request to
   * the API's origin.
   */
  readonly key: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** ms since epoch. */
  readonly now: () => number;
  /** `navigator.onLine`: false is certain, true is not. */
  readonly isOnline: () => boolean;
  /**
   * Returns true if the browser lets the extension contact the API (host permission). Asked before
   * each request.
   */
  readonly hasAccess: () => Promise<boolean>;
  /** The timeout of one attempt, ms. Defaults to {@link REQUEST_TIMEOUT_MS}. */
  readonly timeoutMs?: number;
}

/**
 * Chrome kills a worker whose response takes 30 s; giving up at 20 s leaves the worker time to
 * store what happened.
 */
export const REQUEST_TIMEOUT_MS = 20_000;
