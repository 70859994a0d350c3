import type { Problem } from '../../utils/creator-audit/problem/problem.ts';

/** Creates a problem without details; default: a transient one. */
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
