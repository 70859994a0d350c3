import type { Problem, ProblemKind } from './problem.ts';

/** A problem of which nothing is known but its kind and what `known` says. */
export function createProblem(kind: ProblemKind, known: Partial<Omit<Problem, 'kind'>> = {}): Problem {
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
