import type { Problem } from '../../utils/creator-audit/problem/problem.ts';

/** A problem of which nothing is known; one that will pass, unless said otherwise. */
export function aProblem(changes: Partial<Problem> = {}): Problem {
  return {
    kind: 'server-error',
    status: null,
    code: null,
    title: null,
    detail: null,
    requestId: null,
    errors: [],
    retryAfterMs: null,
    ...changes,
  };
}
