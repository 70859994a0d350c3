import { describe, expect, it } from 'vitest';
import type { ProblemKind } from '../../../utils/creator-audit/problem/problem.ts';
import { countParseFailure } from '../../../utils/sync/recover.ts';
import type { CompletedRequest } from '../../../utils/sync/send-request.ts';
import { aCheckpoint, aNewCheckpoint } from '../../builders/checkpoint.ts';
import { aProblem } from '../../builders/problem.ts';

describe('countParseFailure', () => {
  const scanning = aNewCheckpoint();
  const countedAfter = (kind: CompletedRequest['kind'], problem: ProblemKind) =>
    countParseFailure(scanning, { kind } as CompletedRequest, aProblem({ kind: problem }))
      .accountScan?.parseFailures;

  it('counts the pages of accounts that cannot be read, and no other failure', () => {
    expect(countedAfter('accounts', 'unexpected-response')).toBe(1);
    expect(countedAfter('accounts', 'server-error')).toBe(0);
    expect(countedAfter('page', 'unexpected-response')).toBe(0);
  });

  it('changes nothing once the accounts are known', () => {
    const known = aCheckpoint();
    const unreadable = aProblem({ kind: 'unexpected-response' });
    const completed = { kind: 'accounts' } as CompletedRequest;
    expect(countParseFailure(known, completed, unreadable)).toBe(known);
  });
});
