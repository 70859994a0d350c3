import { describe, expect, it } from 'vitest';
import type { ProblemKind } from '../../../utils/creator-audit/problem/problem.ts';
import type { Checkpoint } from '../../../utils/sync/checkpoint.ts';
import type { ListCursor } from '../../../utils/sync/listing/list-cursor.ts';
import type { SyncRequest } from '../../../utils/sync/next-requests.ts';
import { countParseFailure, recover } from '../../../utils/sync/recover.ts';
import type { CompletedRequest } from '../../../utils/sync/send-request.ts';
import { aCheckpoint, aListCursor, aListing, aNewCheckpoint } from '../../builders/checkpoint.ts';
import { aProblem } from '../../builders/problem.ts';

/** Recovers from the problem of a request. */
function recovered(checkpoint: Checkpoint, request: SyncRequest, kind: ProblemKind) {
  const completed = { kind: request.kind, request } as CompletedRequest;
  return recover(checkpoint, completed, aProblem({ kind }));
}

describe('recover, gains', () => {
  const request = (byGet: boolean) =>
    ({ kind: 'deltas', ids: ['a'], windows: [7], byGet }) as const;

  it('asks by GET with a key that may not POST', () => {
    expect(recovered(aCheckpoint(), request(false), 'insufficient-scope')?.deltasByGet).toBe(true);
    expect(recovered(aCheckpoint(), request(true), 'insufficient-scope')).toBeNull();
    expect(recovered(aCheckpoint(), request(false), 'server-error')).toBeNull();
  });
});

describe('recover, tracked accounts', () => {
  const request = { kind: 'accounts', cursor: null, page: 0 } as const;
  const scanning = (parseFailures: number) =>
    aNewCheckpoint({ accountScan: { cursor: null, pages: 0, parseFailures } });

  it.each(['not-found', 'refused', 'insufficient-scope', 'validation', 'endless-list'] as const)(
    'goes on without them after %s',
    (kind) => {
      const checkpoint = recovered(scanning(0), request, kind);
      expect(checkpoint).toMatchObject({ accountScan: null, accountsUnavailable: true });
    },
  );

  it('goes on without them when they could not be read before', () => {
    const checkpoint = recovered(scanning(1), request, 'unexpected-response');
    expect(checkpoint).toMatchObject({ accountScan: null, accountsUnavailable: true });
    expect(recovered(scanning(0), request, 'unexpected-response')).toBeNull();
    expect(recovered(aCheckpoint(), request, 'unexpected-response')).toBeNull();
  });

  it('does not do without them for a problem that may pass', () => {
    expect(recovered(scanning(1), request, 'server-error')).toBeNull();
  });
});

describe('recover, posts', () => {
  const request = (changes: Partial<ListCursor>) =>
    ({ kind: 'page', listCursor: aListCursor(changes) }) as const;

  it.each([
    ['an account', { accountId: 'x' }],
    ['a platform', { platform: 'tiktok' }],
    ['one end', { order: 'latest-first' }],
  ] as const)('asks for whole lists when those of %s are refused', (_, slice) => {
    for (const kind of ['not-found', 'refused', 'validation'] as const)
      expect(recovered(aCheckpoint(), request(slice), kind)).toMatchObject({ useFilters: false });
    expect(recovered(aCheckpoint(), request(slice), 'server-error')).toBeNull();
  });

  it('knows no other way to a whole list', () => {
    expect(recovered(aCheckpoint(), request({}), 'refused')).toBeNull();
  });

  it('reads a list again from its start when its cursor is refused, once', () => {
    const begun = { accountId: 'x', cursor: 'c3', pages: 3 };
    const checkpoint = aCheckpoint({ listing: aListing({ cursors: [aListCursor(begun)] }) });
    const again = recovered(checkpoint, request(begun), 'validation');
    expect(again?.listing?.cursors).toMatchObject([{ cursor: null, wasRestarted: true }]);
    expect(again?.useFilters).toBe(true);
    expect(recovered(checkpoint, request(begun), 'not-found')).toBeNull();
    const refusedBefore = request({ ...begun, wasRestarted: true });
    expect(recovered(checkpoint, refusedBefore, 'validation')).toBeNull();
  });
});

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
