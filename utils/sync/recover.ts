import type { Problem, ProblemKind } from '../creator-audit/problem/problem.ts';
import { type Checkpoint, restartWithoutFilters } from './checkpoint.ts';
import { restartCursor } from './listing/listing.ts';
import type { CompletedRequest } from './send-request.ts';

/** Problems of an API that does not list the accounts. */
const ACCOUNTS_UNAVAILABLE: ReadonlySet<ProblemKind> = new Set([
  'not-found',
  'refused',
  'insufficient-scope',
  'validation',
  'endless-list',
]);

/** Problems of an API that does not give slices of a list. */
const FILTERS_UNSUPPORTED: ReadonlySet<ProblemKind> = new Set([
  'not-found',
  'refused',
  'validation',
]);

/**
 * Returns a checkpoint that continues the same work in another way; `null` when there is none:
 *
 * - a key that may not `POST` asks by `GET`;
 * - a refused cursor may have expired: its slice is read again from the start, once;
 * - slices that are refused are not asked for again;
 * - without a list of the accounts, posts are listed without it.
 */
export function recover(
  checkpoint: Checkpoint,
  { kind, request }: CompletedRequest,
  problem: Problem,
) {
  switch (kind) {
    case 'deltas':
      return problem.kind === 'insufficient-scope' && !request.byGet
        ? { ...checkpoint, deltasByGet: true }
        : null;
    case 'accounts': {
      const isUnreadable =
        problem.kind === 'unexpected-response' && (checkpoint.accountScan?.parseFailures ?? 0) > 0;
      const isUnavailable = isUnreadable || ACCOUNTS_UNAVAILABLE.has(problem.kind);
      return isUnavailable ? { ...checkpoint, accountScan: null, accountsUnavailable: true } : null;
    }
    case 'page': {
      const { accountId, platform, order, cursor } = request.listCursor;
      if (cursor !== null) {
        const listing = problem.kind === 'validation' && checkpoint.listing;
        const restarted = listing ? restartCursor(listing, request.listCursor) : null;
        return restarted && { ...checkpoint, listing: restarted };
      }
      const isSlice = accountId !== null || platform !== null || order !== 'own';
      return isSlice && FILTERS_UNSUPPORTED.has(problem.kind)
        ? restartWithoutFilters(checkpoint)
        : null;
    }
  }
}

/**
 * Returns the checkpoint with an unreadable accounts page counted: after two, the run continues
 * without the accounts.
 */
export function countParseFailure(
  checkpoint: Checkpoint,
  { kind }: CompletedRequest,
  problem: Problem,
): Checkpoint {
  const { accountScan } = checkpoint;
  if (kind !== 'accounts' || problem.kind !== 'unexpected-response' || accountScan === null)
    return checkpoint;
  return {
    ...checkpoint,
    accountScan: { ...accountScan, parseFailures: accountScan.parseFailures + 1 },
  };
}
