import type { Problem, ProblemKind } from './problem.ts';

/** Creates a problem of which only the kind and `known` are known. */
export function createProblem(
  kind: ProblemKind,
  known: Partial<Omit<Problem, 'kind'>> = {},
): Problem {
  return {
    kind,
    status: null,
    code: null,
    title: null,
    detail: null,
    requestId: null,
    errors: [],
    retryAfterMs: null,
    ...known,
  };
}
