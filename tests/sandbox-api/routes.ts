import { type ApiKey, authenticate } from './api-key.ts';
import { ApiProblem, invalidField } from './api-problem.ts';
import { type DeltaQuery, parseDeltaBody, parseDeltaQuery } from './delta-query.ts';
import { shapeDeltas } from './delta-shape.ts';
import { deltasOfPost, type PostDeltas } from './delta-truth.ts';
import type { Library } from './library.ts';
import type { ListName } from './library-post.ts';
import { accountsPage, listPage } from './list-page.ts';
import { parseListQuery } from './list-query.ts';
import { overviewOf } from './overview.ts';
import type { SandboxState } from './sandbox-state.ts';

/** The arguments of a route. */
interface RouteCall {
  readonly state: SandboxState;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly body: string;
  /** `null` on a route that needs no key. */
  readonly key: ApiKey | null;
  /** ms since epoch. */
  readonly now: number;
}

/** One method of one path. */
export interface Route {
  readonly needsKey: boolean;
  /** The JSON of a 200. @throws {ApiProblem} */
  readonly respond: (call: RouteCall) => unknown;
}

/** Returns the library of the key's organization. */
function libraryOf(call: RouteCall): Library {
  const library = call.state.libraries.get(call.key?.organizationId ?? '');
  if (!library) throw new ApiProblem('NOT_FOUND', 'The organization does not exist.');
  return library;
}

function deltasAnswer(call: RouteCall, { ids, windows }: DeltaQuery): unknown {
  const { state, now } = call;
  const library = libraryOf(call);
  const found = new Map<string, PostDeltas>();
  const notFound: string[] = [];
  for (const id of ids) {
    const post = library.trackedPost(id, now);
    if (post && state.listsWithDeltas.includes(post.list))
      found.set(id, deltasOfPost(post, windows, now));
    else notFound.push(id);
  }
  return {
    data: shapeDeltas(state.deltaShape, found, windows),
    meta: { windows, video_count: found.size, not_found: notFound },
  };
}

function postedDeltas(call: RouteCall): unknown {
  if (call.state.deltasNeedWrite && !call.key?.scopes.includes('write')) {
    throw new ApiProblem('INSUFFICIENT_SCOPE', 'The API key lacks the scope "write".');
  }
  if (!/^application\/([\w.-]+\+)?json\b/i.test(call.contentType)) {
    throw new ApiProblem('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json.');
  }
  return deltasAnswer(call, parseDeltaBody(call.body));
}

/** The days of the periods that `/overview` takes. */
const OVERVIEW_DAYS: Readonly<Record<string, number>> = { '7d': 7, '30d': 30, '90d': 90 };

function overviewAnswer(call: RouteCall): unknown {
  if (!call.state.hasOverview) throw new ApiProblem('NOT_FOUND', 'There is no overview.');
  const days = OVERVIEW_DAYS[call.query.get('period') ?? '7d'];
  if (days === undefined) throw invalidField('period', 'is 7d, 30d or 90d');
  return { data: overviewOf(libraryOf(call), days, call.now) };
}

function list(name: ListName): Route {
  return {
    needsKey: true,
    respond: (call) =>
      listPage(
        libraryOf(call),
        name,
        parseListQuery(name, call.query),
        call.now,
        call.state.cursorEpoch,
      ),
  };
}

/** By path, then method. */
const ROUTES: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  '/v2/health': {
    GET: { needsKey: false, respond: () => ({ data: { type: 'health', status: 'ok' } }) },
  },
  '/v2/meta': {
    GET: {
      needsKey: false,
      respond: ({ state }) => ({
        data: {
          type: 'api_meta',
          api_version: 'v2',
          status: state.apiDeprecation.deprecation === null ? 'current' : 'deprecated',
          docs_url: 'https://docs.creatoraudit.com',
          openapi_url: 'https://api.creatoraudit.com/v2/openapi.json',
          whoami_url: 'https://api.creatoraudit.com/v2/whoami',
          ...state.apiDeprecation,
        },
      }),
    },
  },
  '/v2/whoami': {
    GET: {
      needsKey: true,
      respond: ({ key }) => ({
        data: { type: 'whoami', organization_id: key?.organizationId, api_key_name: key?.name },
      }),
    },
  },
  '/v2/account-videos': { GET: list('account-videos') },
  '/v2/videos': { GET: list('videos') },
  '/v2/videos/deltas': {
    GET: { needsKey: true, respond: (call) => deltasAnswer(call, parseDeltaQuery(call.query)) },
    POST: { needsKey: true, respond: postedDeltas },
  },
  '/v2/overview': { GET: { needsKey: true, respond: overviewAnswer } },
  '/v2/accounts': {
    GET: {
      needsKey: true,
      respond: (call) =>
        accountsPage(libraryOf(call), call.query, call.now, call.state.cursorEpoch),
    },
  },
};

/**
 * Returns the route of a request. @throws {ApiProblem} 404 for an unknown path, 405 for a method
 * that it does not take.
 */
export function findRoute(method: string, path: string): Route {
  const methods = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  if (!methods) throw new ApiProblem('NOT_FOUND', `There is nothing at ${path}.`);
  const route = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (route) return route;
  throw new ApiProblem('METHOD_NOT_ALLOWED', `${path} does not take ${method}.`, {
    headers: { allow: Object.keys(methods).join(', ') },
  });
}

/**
 * Returns the key of a request to a route; `null`: none is needed. @throws {ApiProblem} 401 or 403.
 */
export function keyFor(
  route: Route,
  keys: readonly ApiKey[],
  authorization: string | undefined,
): ApiKey | null {
  return route.needsKey ? authenticate(keys, authorization) : null;
}
