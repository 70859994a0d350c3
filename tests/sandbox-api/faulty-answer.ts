import type { Answer } from './answer.ts';
import { problemDocument } from './api-problem.ts';
import type { AnswerFault } from './fault.ts';
import type { LoggedRequest } from './request-log.ts';

type Json = Record<string, unknown>;

const HTML_PAGE = `<!DOCTYPE html>
<html><head><title>Service temporarily unavailable</title></head>
<body><h1>Service temporarily unavailable</h1>
<p>The server is unable to service your request.</p></body></html>
`;

function withText(answer: Answer, status: number, text: string, contentType: string): Answer {
  const { etag: _, ...headers } = answer.headers;
  return { status, headers: { ...headers, 'content-type': contentType }, body: { text } };
}

function withJson(answer: Answer, change: (json: Json) => unknown): Answer {
  if (answer.body === null || !('json' in answer.body)) return answer;
  const { etag: _, ...headers } = answer.headers;
  return { ...answer, headers, body: { json: change(answer.body.json as Json) } };
}

/** Changes pages of lists only; other responses have no `pagination`. */
function withPage(
  answer: Answer,
  change: (rows: readonly Json[], pagination: Json) => Json,
): Answer {
  return withJson(answer, (json) => {
    if (!Array.isArray(json.data) || typeof json.pagination !== 'object') return json;
    return { ...json, ...change(json.data, json.pagination as Json) };
  });
}

function nullNumbers(value: unknown): unknown {
  if (typeof value === 'number') return null;
  if (Array.isArray(value)) return value.map(nullNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, nullNumbers(inner)]),
  );
}

/** Applies faults to responses. One per sandbox, because some faults depend on earlier ones. */
export class FaultyAnswers {
  #endlessPages = 0;
  readonly #firstRows = new Map<string, Json>();

  /** Returns the response with the fault. */
  alter(fault: AnswerFault, answer: Answer, request: LoggedRequest): Answer {
    switch (fault.kind) {
      case 'problem': {
        const { etag: _, ...headers } = answer.headers;
        const retryAfter =
          fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
        return {
          status: fault.status,
          headers: { ...headers, 'content-type': 'application/problem+json', ...retryAfter },
          body: { json: problemDocument(fault, request.requestId, request.path) },
        };
      }
      case 'html':
        return withText(answer, fault.status, HTML_PAGE, 'text/html; charset=utf-8');
      case 'empty-body':
        return withText(answer, fault.status, '', 'application/json');
      case 'not-json':
        return withText(answer, 200, '{"data": [oops', 'application/json');
      case 'body':
        return withText(answer, fault.status, fault.body, fault.contentType);
      case 'wrong-shape':
        return withText(
          answer,
          200,
          '{"data":"soon","pagination":[],"filters":7}',
          'application/json',
        );
      case 'change':
        return withJson(answer, (json) => fault.change(json, request));
      case 'redirect':
        return {
          status: fault.status ?? 302,
          headers: { ...answer.headers, location: fault.to },
          body: null,
        };
      case 'huge-body':
        return withJson(answer, (json) => ({ ...json, padding: 'x'.repeat(fault.bytes) }));
      case 'repeated-cursor':
        return withPage(answer, (_, pagination) => {
          const cursor = request.query.get('cursor');
          return cursor === null
            ? {}
            : { pagination: { ...pagination, has_next: true, next_cursor: cursor } };
        });
      case 'endless-list':
        return this.#endlessPage(answer, fault.rows ?? 'same');
      case 'rows-without-id':
        return withPage(answer, (rows) => ({
          data: rows.map(({ id, ...rest }, index) =>
            (index + 1) % (fault.every ?? 1) === 0 ? rest : { id, ...rest },
          ),
        }));
      case 'duplicate-rows':
        return this.#pageWithDuplicates(answer, request);
      case 'null-deltas':
        return request.path.endsWith('/deltas')
          ? withJson(answer, (json) => ({ ...json, data: nullNumbers(json.data) }))
          : answer;
    }
  }

  #endlessPage(answer: Answer, rows: 'same' | 'new' | 'none'): Answer {
    return withPage(answer, (data, pagination) => {
      this.#endlessPages += 1;
      const page = this.#endlessPages;
      const shown = rows === 'none' ? [] : data;
      return {
        data: rows === 'new' ? shown.map((row) => ({ ...row, id: `${row.id}-${page}` })) : shown,
        pagination: { ...pagination, has_next: true, next_cursor: `endless-${page}` },
      };
    });
  }

  #pageWithDuplicates(answer: Answer, request: LoggedRequest): Answer {
    return withPage(answer, (rows) => {
      const [first] = rows;
      if (request.query.get('cursor') === null && first) this.#firstRows.set(request.path, first);
      const earlier = this.#firstRows.get(request.path);
      return { data: [...(earlier ? [earlier] : []), ...rows, ...rows] };
    });
  }
}
