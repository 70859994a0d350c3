import { requestIdFrom } from '../http/request-id.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { truncate } from '../http/truncate.ts';
import { type JsonObject, objectField, textField } from '../lenient-fields.ts';
import type { FieldError, Problem, ProblemKind } from './problem.ts';

/** The maximum length of a text by the API, in characters; the rest is cut off. */
export const MAX_TEXT_LENGTH = 500;

/** The maximum number of field errors of one response. */
const MAX_FIELD_ERRORS = 20;

/** A response without success. */
export interface FailedResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The body, or as much of it as arrived. */
  readonly text: string;
}

/**
 * Returns the problem that a response without success reports. The body should be a problem
 * document (RFC 9457; API reference, Errors). When it is absent, cut off, a proxy's HTML page or
 * anything else, the status alone decides, `code` is `INTERNAL_ERROR`, and `detail` is the start of
 * the body.
 *
 * @param now ms since epoch
 * @param hideKey blacks out the key in a text
 */
export function problemFromResponse(
  { status, headers, text }: FailedResponse,
  now: number,
  hideKey: (text: string) => string,
): Problem {
  const textOf = (value: unknown) => {
    const text = textField(value);
    return text === null ? null : truncate(hideKey(text), MAX_TEXT_LENGTH);
  };
  const body = parseObject(text) ?? {};
  const isProblemDocument = [body.type, body.title, body.detail, body.code].some(
    (value) => textField(value) !== null,
  );
  const code = textOf(body.code) ?? 'INTERNAL_ERROR';
  return {
    kind: kindOf(status, code, isProblemDocument),
    status,
    code,
    title: textOf(body.title),
    detail: textOf(isProblemDocument ? body.detail : text.trim()),
    requestId: requestIdFrom(headers, hideKey) ?? textOf(body.request_id),
    errors: status === 422 ? fieldErrors(body.errors, textOf) : [],
    retryAfterMs: retryAfterMs(headers, now),
  };
}

function kindOf(status: number, code: string, isProblemDocument: boolean): ProblemKind {
  if (status >= 500) return status === 503 ? 'unavailable' : 'server-error';
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      if (!isProblemDocument) return 'blocked';
      if (code === 'INSUFFICIENT_SCOPE') return 'insufficient-scope';
      return code === 'QUOTA_EXCEEDED' ? 'quota-exceeded' : 'forbidden';
    case 404:
      return 'not-found';
    case 422:
      return 'validation';
    case 429:
      return 'rate-limited';
    default:
      return 'refused';
  }
}

function fieldErrors(errors: unknown, textOf: (value: unknown) => string | null): FieldError[] {
  return (Array.isArray(errors) ? errors : [])
    .slice(0, MAX_FIELD_ERRORS)
    .map((error) => ({ field: textOf(error?.field) ?? '', message: textOf(error?.message) ?? '' }))
    .filter(({ field, message }) => field !== '' || message !== '');
}

function parseObject(text: string): JsonObject | null {
  try {
    return objectField(JSON.parse(text));
  } catch {
    return null;
  }
}
