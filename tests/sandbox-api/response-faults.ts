import { problemDocument } from './api-problem.ts';
import type { ApiResponse } from './api-response.ts';
import type { ResponseFault } from './fault.ts';
import type { LoggedRequest } from './request-log.ts';

type Json = Record<string, unknown>;

const HTML_PAGE = `<!DOCTYPE html>
<html><head><title>Service temporarily unavailable</title></head>
<body><h1>Service temporarily unavailable</h1>
<p>The server is unable to service your request.</p></body></html>
`;

function withText(
  response: ApiResponse,
  status: number,
  text: string,
  contentType: string,
): ApiResponse {
  const { etag: _, ...headers } = response.headers;
  return { status, headers: { ...headers, 'content-type': contentType }, body: { text } };
}

function withJson(response: ApiResponse, change: (json: Json) => unknown): ApiResponse {
  if (response.body === null || !('json' in response.body)) return response;
  const { etag: _, ...headers } = response.headers;
  return { ...response, headers, body: { json: change(response.body.json as Json) } };
}

/** Changes pages of lists only; other responses have no `pagination`. */
function withPage(
  response: ApiResponse,
  change: (rows: readonly Json[], pagination: Json) => Json,
): ApiResponse {
  return withJson(response, (json) => {
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
export class ResponseFaults {
  #endlessPages = 0;
  readonly #firstRows = new Map<string, Json>();

  /** Returns the response with the fault. */
  alter(fault: ResponseFault, response: ApiResponse, request: LoggedRequest): ApiResponse {
    switch (fault.kind) {
      case 'problem': {
        const { etag: _, ...headers } = response.headers;
        const retryAfter =
          fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
        return {
          status: fault.status,
          headers: { ...headers, 'content-type': 'application/problem+json', ...retryAfter },
          body: { json: problemDocument(fault, request.requestId, request.path) },
        };
      }
      case 'html':
        return withText(response, fault.status, HTML_PAGE, 'text/html; charset=utf-8');
      case 'empty-body':
        return withText(response, fault.status, '', 'application/json');
      case 'not-json':
        return withText(response, 200, '{"data": [oops', 'application/json');
      case 'body':
        return withText(response, fault.status, fault.body, fault.contentType);
      case 'wrong-shape':
        return withText(
          response,
          200,
          '{"data":"soon","pagination":[],"filters":7}',
          'application/json',
        );
      case 'change':
        return withJson(response, (json) => fault.change(json, request));
      case 'redirect':
        return {
          status: fault.status ?? 302,
          headers: { ...response.headers, location: fault.to },
          body: null,
        };
      case 'huge-body':
        return withJson(response, (json) => ({ ...json, padding: 'x'.repeat(fault.bytes) }));
      case 'repeated-cursor':
        return withPage(response, (_, pagination) => {
          const cursor = request.query.get('cursor');
          return cursor === null
            ? {}
            : { pagination: { ...pagination, has_next: true, next_cursor: cursor } };
        });
      case 'endless-list':
        return this.#endlessPage(response, fault.rows ?? 'same');
      case 'rows-without-id':
        return withPage(response, (rows) => ({
          data: rows.map(({ id, ...rest }, index) =>
            (index + 1) % (fault.every ?? 1) === 0 ? rest : { id, ...rest },
          ),
        }));
      case 'duplicate-rows':
        return this.#pageWithDuplicates(response, request);
      case 'null-deltas':
        return request.path.endsWith('/deltas')
          ? withJson(response, (json) => ({ ...json, data: nullNumbers(json.data) }))
          : response;
    }
  }

  #endlessPage(response: ApiResponse, rows: 'same' | 'new' | 'none'): ApiResponse {
    return withPage(response, (data, pagination) => {
      this.#endlessPages += 1;
      const page = this.#endlessPages;
      const shown = rows === 'none' ? [] : data;
      return {
        data: rows === 'new' ? shown.map((row) => ({ ...row, id: `${row.id}-${page}` })) : shown,
        pagination: { ...pagination, has_next: true, next_cursor: `endless-${page}` },
      };
    });
  }

  #pageWithDuplicates(response: ApiResponse, request: LoggedRequest): ApiResponse {
    return withPage(response, (rows) => {
      const [first] = rows;
      if (request.query.get('cursor') === null && first) this.#firstRows.set(request.path, first);
      const earlier = this.#firstRows.get(request.path);
      return { data: [...(earlier ? [earlier] : []), ...rows, ...rows] };
    });
  }
}
