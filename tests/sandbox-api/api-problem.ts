/** The codes of the API's problem documents, each with its status and title. */
const PROBLEMS = {
  BAD_REQUEST: { status: 400, title: 'Bad request' },
  UNAUTHORIZED: { status: 401, title: 'Unauthorized' },
  FORBIDDEN: { status: 403, title: 'Forbidden' },
  INSUFFICIENT_SCOPE: { status: 403, title: 'Insufficient scope' },
  QUOTA_EXCEEDED: { status: 403, title: 'Quota exceeded' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'Method not allowed' },
  NOT_ACCEPTABLE: { status: 406, title: 'Not acceptable' },
  CONFLICT: { status: 409, title: 'Conflict' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'Unsupported media type' },
  VALIDATION_ERROR: { status: 422, title: 'Validation error' },
  RATE_LIMITED: { status: 429, title: 'Too many requests' },
  INTERNAL_ERROR: { status: 500, title: 'Internal error' },
  UPSTREAM_ERROR: { status: 502, title: 'Upstream error' },
  SERVICE_UNAVAILABLE: { status: 503, title: 'Service unavailable' },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

/** One entry of the `errors` of a 422. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/**
 * An error that ends a request. It becomes a problem document (RFC 9457) in one place,
 * `create-response.ts`.
 */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { errors?: readonly FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}

/** Creates a 422 about one field. */
export function invalidField(field: string, message: string): ApiProblem {
  return new ApiProblem('VALIDATION_ERROR', `The request is not valid: ${field} ${message}.`, {
    errors: [{ field, message }],
  });
}

/** Returns the first code that the API's table of errors has for a status. */
function codeForStatus(status: number): string {
  const found = Object.entries(PROBLEMS).find(([, problem]) => problem.status === status);
  return found?.[0] ?? (status >= 500 ? 'INTERNAL_ERROR' : 'BAD_REQUEST');
}

/** The content of a problem document. Missing parts follow from `status`. */
export interface ProblemParts {
  readonly status: number;
  readonly code?: string | undefined;
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly errors?: readonly FieldError[] | undefined;
}

/** Creates the body of a problem document, as the API's page on errors describes it. */
export function problemDocument(
  parts: ProblemParts,
  requestId: string,
  instance: string,
): Record<string, unknown> {
  const code = parts.code ?? codeForStatus(parts.status);
  const title = parts.title ?? (code in PROBLEMS ? PROBLEMS[code as ProblemCode].title : code);
  return {
    type: `urn:creatoraudit:error:${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status: parts.status,
    detail: parts.detail ?? `${title}.`,
    code,
    instance,
    request_id: requestId,
    ...(parts.errors && parts.errors.length > 0 ? { errors: parts.errors } : {}),
  };
}
