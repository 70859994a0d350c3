import type { AccountsPage } from '../creator-audit/accounts.ts';
import type { DeltasResponse } from '../creator-audit/deltas.ts';
import type { Conditional } from '../creator-audit/http/request.ts';
import type { Result } from '../creator-audit/http/result.ts';
import type { VideoPage } from '../creator-audit/video-page.ts';
import type { AccountsRequest, DeltasRequest, PageRequest, SyncRequest } from './next-requests.ts';
import type { RunCache } from './run-cache.ts';
import type { SyncDeps } from './sync-deps.ts';

/** A request with its result. */
export type CompletedRequest =
  | {
      readonly kind: 'accounts';
      readonly request: AccountsRequest;
      readonly result: Result<Conditional<AccountsPage>>;
    }
  | { readonly kind: 'page'; readonly request: PageRequest; readonly result: Result<VideoPage> }
  | {
      readonly kind: 'deltas';
      readonly request: DeltasRequest;
      readonly result: Result<DeltasResponse>;
    };

/** Makes one attempt at a request. */
export async function sendRequest(
  deps: SyncDeps,
  request: SyncRequest,
  cache: RunCache,
): Promise<CompletedRequest> {
  switch (request.kind) {
    case 'accounts': {
      const former = await cache.formerAccountsPage(request);
      return {
        kind: 'accounts',
        request,
        result: await deps.fetchAccounts(request.cursor, former?.etag ?? null),
      };
    }
    case 'deltas': {
      const { ids, windows, byGet } = request;
      return { kind: 'deltas', request, result: await deps.fetchDeltas(ids, windows, byGet) };
    }
    case 'page': {
      const { listCursor } = request;
      const { accountId, order, pages, cursor } = listCursor;
      const includeTotal = pages === 0 && accountId === null && order !== 'earliest-first';
      return {
        kind: 'page',
        request,
        result: await deps.fetchPage(listCursor, cursor, includeTotal),
      };
    }
  }
}
