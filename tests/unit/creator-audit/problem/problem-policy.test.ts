import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../../utils/creator-audit/problem/create-problem.ts';
import { isTransient } from '../../../../utils/creator-audit/problem/is-transient.ts';
import { needsUser } from '../../../../utils/creator-audit/problem/needs-user.ts';
import { PROBLEM_KINDS, problemSchema } from '../../../../utils/creator-audit/problem/problem.ts';

describe('problem policy', () => {
  it('stops polling for a missing, rejected or inactive key and for missing access only', () => {
    const stopping = PROBLEM_KINDS.filter((kind) =>
      needsUser(createProblem(kind, { status: 403, code: 'FORBIDDEN' })),
    );
    expect(stopping).toEqual(['unauthorized', 'forbidden', 'key-missing', 'access-missing']);
  });

  it('continues polling after a 403 that is not about the key', () => {
    expect(needsUser(createProblem('forbidden', { status: 403, code: 'SOMETHING_NEW' }))).toBe(
      false,
    );
    expect(needsUser(createProblem('blocked', { status: 403, code: 'INTERNAL_ERROR' }))).toBe(
      false,
    );
  });

  it('retries transient problems only', () => {
    const repeating = PROBLEM_KINDS.filter((kind) => isTransient(createProblem(kind)));
    expect(repeating).toEqual([
      'rate-limited',
      'unavailable',
      'server-error',
      'offline',
      'network',
      'timeout',
      'storage-unavailable',
    ]);
  });
});

describe('problemSchema', () => {
  it('reads a problem that version 0.1.0 has stored under a former name', () => {
    const problem = createProblem('unexpected-response');
    expect(problemSchema.parse({ ...problem, kind: 'unexpected-answer' })).toEqual(problem);
  });
});
