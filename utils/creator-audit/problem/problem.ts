import * as z from 'zod/mini';

/** The kinds of problems: one for each that the user, or the code, must treat differently. */
export const PROBLEM_KINDS = [
  /** 401: the key is missing, wrong or deleted. */
  'unauthorized',
  /**
   * 403 FORBIDDEN, or a problem document with 403 and no known code: key or subscription inactive.
   */
  'forbidden',
  /**
   * 403 without a problem document: refused by something between the user and the API, such as a
   * firewall.
   */
  'blocked',
  /** 403 INSUFFICIENT_SCOPE. */
  'insufficient-scope',
  /** 403 QUOTA_EXCEEDED. */
  'quota-exceeded',
  /** 404. */
  'not-found',
  /** 422: `errors` names the field; a stale cursor is one of them. */
  'validation',
  /** 429. */
  'rate-limited',
  /** 503. */
  'unavailable',
  /** Any other 5xx. */
  'server-error',
  /**
   * Any other 4xx, or a redirect to another origin: this extension asked wrongly; to be reported.
   */
  'refused',
  /** The browser knows that it is offline. */
  'offline',
  /** No answer: connection refused, reset, name not found, TLS. */
  'network',
  /** No complete answer within the time-out. */
  'timeout',
  /** A 2xx whose body is not JSON, is cut off, or has not the documented shape. */
  'unexpected-response',
  /** A list that repeats a cursor or never ends. */
  'endless-list',
  /**
   * No key is stored (any more): one for a browser session only ended with it. Nothing was
   * requested.
   */
  'key-missing',
  /** The browser withholds access to the API's host (host permission). Nothing was requested. */
  'access-missing',
  /** A store is full; `code` starts with its name. */
  'storage-full',
  /** A store cannot be read, or lost what was written; `code` starts with its name. */
  'storage-damaged',
  /**
   * A store could not be used for the moment, and nothing is known to be lost; `code` starts with
   * its name.
   */
  'storage-unavailable',
  /** A bug of this extension; `code` is the name of the error. */
  'fault',
] as const;

export type ProblemKind = (typeof PROBLEM_KINDS)[number];

const fieldErrorSchema = z.readonly(z.object({ field: z.string(), message: z.string() }));

/**
 * A failure of a sync, as one type. Code branches on `kind` (and `status`), never on the text of a
 * message.
 */
export const problemSchema = z.readonly(
  z.object({
    kind: z.pipe(
      // Version 0.1.0 stored the former name.
      z.transform((kind) => (kind === 'unexpected-answer' ? 'unexpected-response' : kind)),
      z.enum(PROBLEM_KINDS),
    ),
    /** HTTP status; `null` when no answer arrived. */
    status: z.nullable(z.number()),
    /**
     * The API's own code, such as `RATE_LIMITED`; `INTERNAL_ERROR` where the body carries none (API
     * reference, Errors).
     */
    code: z.nullable(z.string()),
    /**
     * The API's own words, or the start of a body that is no problem document; never contains the
     * key.
     */
    title: z.nullable(z.string()),
    detail: z.nullable(z.string()),
    /** To quote to CreatorAudit's support: from `X-Request-ID`, else from the body. */
    requestId: z.nullable(z.string()),
    /** The invalid fields and reasons of a 422; otherwise empty. */
    errors: z.readonly(z.array(fieldErrorSchema)),
    /** From `Retry-After`, in ms from the moment of the answer; `null` when the API did not say. */
    retryAfterMs: z.nullable(z.number()),
  }),
);

export type Problem = z.infer<typeof problemSchema>;
export type FieldError = z.infer<typeof fieldErrorSchema>;
