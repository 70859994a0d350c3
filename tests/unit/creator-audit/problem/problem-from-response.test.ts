import { describe, expect, it } from 'vitest';
import { problemSchema } from '../../../../utils/creator-audit/problem/problem.ts';
import * as parser from '../../../../utils/creator-audit/problem/problem-from-response.ts';
import { NOW } from '../fake-connection.ts';

function problem(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return parser.problemFromResponse(
    { status, headers: new Headers(headers), text },
    NOW,
    (said) => said,
  );
}

describe('problem kind', () => {
  it.each([
    [400, 'BAD_REQUEST', 'refused'],
    [401, 'UNAUTHORIZED', 'unauthorized'],
    [402, 'PAYMENT_REQUIRED', 'refused'],
    [403, 'FORBIDDEN', 'forbidden'],
    [403, 'INSUFFICIENT_SCOPE', 'insufficient-scope'],
    [403, 'QUOTA_EXCEEDED', 'quota-exceeded'],
    [403, 'SOMETHING_NEW', 'forbidden'],
    [404, 'NOT_FOUND', 'not-found'],
    [406, 'NOT_ACCEPTABLE', 'refused'],
    [409, 'CONFLICT', 'refused'],
    [415, 'UNSUPPORTED_MEDIA_TYPE', 'refused'],
    [422, 'VALIDATION_ERROR', 'validation'],
    [429, 'RATE_LIMITED', 'rate-limited'],
    [500, 'INTERNAL_ERROR', 'server-error'],
    [502, 'UPSTREAM_ERROR', 'server-error'],
    [503, 'SERVICE_UNAVAILABLE', 'unavailable'],
    [504, 'SOMETHING_NEW', 'server-error'],
    [599, 'SOMETHING_NEW', 'server-error'],
    [304, 'SOMETHING_NEW', 'refused'],
  ])('maps %i %s to %s', (status, code, kind) => {
    expect(problem(status, { code })).toMatchObject({ kind, status, code });
  });

  it('follows the status of the response, not the one in the body', () => {
    expect(problem(503, { status: 401, code: 'UNAUTHORIZED' })).toMatchObject({
      kind: 'unavailable',
      status: 503,
    });
  });

  it.each(['<html><h1>403 Forbidden</h1></html>', '', '{"error":"denied"}', '{"code":"FORB'])(
    'is blocked for a 403 that is no problem document, so not from CreatorAudit: %j',
    (body) => {
      expect(problem(403, body)).toMatchObject({
        kind: 'blocked',
        status: 403,
        detail: body || null,
      });
    },
  );

  it('does not depend on the text of a message', () => {
    const { kind } = problem(403, {
      code: 'FORBIDDEN',
      title: 'INSUFFICIENT_SCOPE',
      detail: 'QUOTA_EXCEEDED',
    });
    expect(kind).toBe('forbidden');
  });
});

describe('problem document', () => {
  const document = {
    type: 'urn:creatoraudit:error:validation',
    title: 'Validation failed',
    status: 422,
    detail: 'The cursor belongs to another list.',
    code: 'VALIDATION_ERROR',
    instance: '/v2/videos',
    request_id: 'from-body',
    errors: [{ field: 'cursor', message: 'is stale' }],
  };

  it('is parsed completely', () => {
    expect(problem(422, document)).toEqual({
      kind: 'validation',
      status: 422,
      code: 'VALIDATION_ERROR',
      title: 'Validation failed',
      detail: 'The cursor belongs to another list.',
      requestId: 'from-body',
      errors: [{ field: 'cursor', message: 'is stale' }],
      retryAfterMs: null,
    });
  });

  it('yields to the header for the request id', () => {
    expect(problem(422, document, { 'X-Request-ID': 'from-header' }).requestId).toBe('from-header');
  });

  it('has field errors only with 422', () => {
    expect(problem(400, document).errors).toEqual([]);
  });

  it('keeps the readable parts of malformed errors', () => {
    const errors = [null, 5, 'text', [], {}, { field: 5, message: 'wrong' }, { field: 'windows' }];
    expect(problem(422, { ...document, errors }).errors).toEqual([
      { field: '', message: 'wrong' },
      { field: 'windows', message: '' },
    ]);
  });

  it('keeps twenty errors at most', () => {
    const errors = Array.from({ length: 300 }, (_, index) => ({
      field: `video_ids.${index}`,
      message: 'is no UUID',
    }));
    expect(problem(422, { ...document, errors }).errors).toHaveLength(20);
  });

  it('treats fields of the wrong type as missing', () => {
    const odd = problem(500, {
      code: 5,
      title: ['a'],
      detail: { b: 1 },
      type: 'about:blank',
      request_id: 7,
    });
    expect(odd).toMatchObject({
      code: 'INTERNAL_ERROR',
      title: null,
      detail: null,
      requestId: null,
    });
  });

  it('truncates texts after 500 characters', () => {
    const { title, detail } = problem(500, { title: 't'.repeat(2000), detail: 'd'.repeat(2000) });
    expect([title?.length, detail?.length]).toEqual([500, 500]);
  });
});

describe('response that is no problem document', () => {
  it.each([
    ['HTML', '<html><body>502 Bad Gateway</body></html>'],
    ['cut off', '{"code":"UPSTREAM_ERR'],
    ['JSON of something else', '{"error":"boom"}'],
    ['a JSON list', '["boom"]'],
    ['a JSON string', '"boom"'],
    ['plain text', 'upstream connect error'],
  ])('is classified by its status and quoted (%s)', (_, text) => {
    expect(problem(502, `  ${text}\n`)).toEqual({
      kind: 'server-error',
      status: 502,
      code: 'INTERNAL_ERROR',
      title: null,
      detail: text,
      requestId: null,
      errors: [],
      retryAfterMs: null,
    });
  });

  it.each(['', ' \n'])('has no quote when it is empty (%j)', (text) => {
    expect(problem(401, text)).toMatchObject({
      kind: 'unauthorized',
      code: 'INTERNAL_ERROR',
      detail: null,
    });
  });
});

it('Problem round-trips through storage', () => {
  const made = problem(429, { code: 'RATE_LIMITED' }, { 'Retry-After': '7', 'X-Request-ID': 'r' });
  expect(problemSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
  expect(made.retryAfterMs).toBe(7000);
});
