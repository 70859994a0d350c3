import type { Post } from '../breakouts/model/post.ts';
import { createProblem } from '../creator-audit/problem/create-problem.ts';
import type { Problem } from '../creator-audit/problem/problem.ts';
import type { VideoPage } from '../creator-audit/video-page.ts';
import { applyAccountsPage, applyDeltas, applyPage } from './apply-response.ts';
import { type Checkpoint, restartWithoutFilters } from './checkpoint.ts';
import type { ListCursor } from './listing/list-cursor.ts';
import { recover } from './recover.ts';
import type { RunCache } from './run-cache.ts';
import type { CompletedRequest } from './send-request.ts';
import type { AccountsPageRecord, FetchedRecord, SyncDeps } from './sync-deps.ts';

/** A million accounts: more than anyone tracks. */
const MAX_ACCOUNT_PAGES = 5000;

/**
 * The effect of a response. A checkpoint with another run has left behind all that the former run
 * fetched.
 */
export type Handled =
  | {
      readonly kind: 'applied';
      readonly checkpoint: Checkpoint;
      readonly records: readonly FetchedRecord[];
    }
  | { readonly kind: 'problem'; readonly problem: Problem };

/** Applies a response to `checkpoint`, or finds another way to go on ({@link recover}). */
export async function handleResponse(
  deps: SyncDeps,
  checkpoint: Checkpoint,
  completed: CompletedRequest,
  cache: RunCache,
): Promise<Handled> {
  const handled = await apply(deps, checkpoint, completed, cache);
  if (handled.kind === 'applied') return handled;
  const recovered = recover(checkpoint, completed, handled.problem);
  return recovered === null ? handled : applied(recovered);
}

function applied(checkpoint: Checkpoint, ...records: readonly FetchedRecord[]): Handled {
  return { kind: 'applied', checkpoint, records };
}

async function apply(
  deps: SyncDeps,
  checkpoint: Checkpoint,
  completed: CompletedRequest,
  cache: RunCache,
): Promise<Handled> {
  if (!completed.result.ok) return { kind: 'problem', problem: completed.result.problem };
  const record = checkpoint.nextRecord;
  switch (completed.kind) {
    case 'accounts': {
      const page = await accountsPageRecord(completed, cache);
      const isEndless = completed.request.page + 1 >= MAX_ACCOUNT_PAGES && page.nextCursor !== null;
      if (isEndless) return { kind: 'problem', problem: createProblem('endless-list') };
      return applied(applyAccountsPage(checkpoint, page), { kind: 'accounts', record, page });
    }
    case 'deltas': {
      const answer = completed.result.value;
      const {
        checkpoint: reached,
        asked,
        windows,
      } = applyDeltas(checkpoint, completed.request, answer);
      return applied(reached, { kind: 'deltas', record, asked, windows, answer });
    }
    case 'page': {
      const { request } = completed;
      const page = completed.result.value;
      const { accountId, list } = request.listCursor;
      const known = cache.knownIds[list];
      const need = await needDeltas(deps, checkpoint, request.listCursor, page, cache);
      const step = applyPage(checkpoint, request, page, known, need);
      switch (step.kind) {
        case 'endless':
          return { kind: 'problem', problem: createProblem('endless-list') };
        case 'filters-unsupported':
          return applied(restartWithoutFilters(checkpoint));
        case 'split':
          return applied(step.checkpoint);
        case 'accepted': {
          const { newPosts: posts, pending } = step;
          for (const { id } of posts) known.add(id);
          return applied(step.checkpoint, {
            kind: 'page',
            record,
            listing: accountId ?? list,
            posts,
            pending,
          });
        }
      }
    }
  }
}

/** Returns the page, or the one of the earlier scan if the API reports it as unchanged. */
async function accountsPageRecord(
  { request, result }: Extract<CompletedRequest, { kind: 'accounts' }>,
  cache: RunCache,
): Promise<AccountsPageRecord> {
  const { cursor } = request;
  if (result.ok && result.value.isChanged)
    return { cursor, etag: result.value.etag, ...result.value.value };
  return (
    (await cache.formerAccountsPage(request)) ?? {
      cursor,
      etag: null,
      accounts: [],
      nextCursor: null,
    }
  );
}

/**
 * Returns the ids of those posts of a page whose gains are to be asked for: refreshed since that
 * was done last, not covered by our own history, and not in the other list.
 */
async function needDeltas(
  deps: SyncDeps,
  { windows }: Checkpoint,
  { accountId, list }: ListCursor,
  { posts }: VideoPage,
  cache: RunCache,
): Promise<ReadonlySet<string>> {
  const requestTimes = await cache.lastDeltaRequestTimes(accountId);
  const inOtherList = cache.knownIds[list === 'videos' ? 'account-videos' : 'videos'];
  const refreshed = posts.filter(
    ({ id, lastRefreshedAt }: Post) =>
      (lastRefreshedAt === null || requestTimes.get(id) !== lastRefreshedAt) &&
      !inOtherList.has(id),
  );
  // The history is kept by account: for a page of the whole list all of it would have to be read.
  const isCoverable = accountId !== null && refreshed.length > 0;
  const covered = isCoverable
    ? await deps.postsCoveredByHistory(refreshed, windows)
    : new Set<string>();
  return new Set(refreshed.map(({ id }) => id).filter((id) => !covered.has(id)));
}
