import { describe, expect, it } from 'vitest';
import { createProblem } from '../../../../utils/creator-audit/problem/create-problem.ts';
import { PROBLEM_KINDS } from '../../../../utils/creator-audit/problem/problem.ts';
import { actionFor, isTransient, needsUser } from '../../../../utils/creator-audit/problem/problem-policy.ts';

describe('what the user can do', () => {
  it.each([
    ['unauthorized', 'enter-key'],
    ['forbidden', 'check-subscription'],
    ['insufficient-scope', 'check-scope'],
    ['quota-exceeded', 'check-quota'],
    ['rate-limited', 'wait'],
    ['unavailable', 'wait'],
    ['server-error', 'try-again'],
    ['timeout', 'try-again'],
    ['offline', 'check-connection'],
    ['network', 'check-connection'],
    ['refused', 'report'],
    ['unexpected-answer', 'report'],
    ['endless-list', 'report'],
    ['key-missing', 'enter-key'],
    ['storage-full', 'make-room'],
    ['storage-damaged', 'reinstall'],
    ['fault', 'report'],
  ] as const)('about %s is: %s', (kind, action) => {
    expect(actionFor(createProblem(kind))).toBe(action);
  });
});

describe('polling', () => {
  const stopping = PROBLEM_KINDS.filter((kind) => needsUser(createProblem(kind, { status: 403, code: 'FORBIDDEN' })));
  const repeating = PROBLEM_KINDS.filter((kind) => isTransient(createProblem(kind)));

  it('stops for a missing, a refused or an inactive key only', () => {
    expect(stopping).toEqual(['unauthorized', 'forbidden', 'key-missing']);
  });

  it('does not stop for a 403 that is not about the key, such as a firewall’s page', () => {
    expect(needsUser(createProblem('forbidden', { status: 403, code: 'INTERNAL_ERROR' }))).toBe(false);
  });

  it('repeats what may pass by itself, and nothing else', () => {
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
