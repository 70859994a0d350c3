import { describe, expect, it } from 'vitest';
import { RunCache } from '../../../utils/sync/run-cache.ts';
import { sendRequest } from '../../../utils/sync/send-request.ts';
import { aCheckpoint, aListCursor } from '../../builders/checkpoint.ts';
import { fakeSyncDeps } from '../../builders/fake-sync-deps.ts';

describe('sendRequest', () => {
  it.each([
    ['the first page of a list', {}, true],
    ['its first page in an order', { order: 'latest-first' }, true],
    ['a later page', { pages: 1, cursor: 'c1' }, false],
    ['the other end of a list', { order: 'earliest-first' }, false],
    ['the posts of an account', { accountId: 'x' }, false],
  ] as const)(
    'asks for %s, with the number of rows only where it counts: %j %s',
    async (_, slice, includeTotal) => {
      const deps = fakeSyncDeps();
      const cache = await RunCache.load(deps.library, aCheckpoint(), null);
      const request = { kind: 'page', listCursor: aListCursor(slice) } as const;
      expect(await sendRequest(deps, request, cache)).toMatchObject({ kind: 'page', request });
      expect(deps.requests).toMatchObject([{ cursor: request.listCursor.cursor, includeTotal }]);
    },
  );
});
