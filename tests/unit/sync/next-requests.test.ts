import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DeltasRequest,
  nextRequests,
  type SyncRequest,
} from '../../../utils/sync/next-requests.ts';
import { MAX_IN_FLIGHT } from '../../../utils/sync/rate-budget.ts';
import {
  aCheckpoint,
  aListCursor,
  aListing,
  aNewCheckpoint,
  pendingPosts,
} from '../../builders/checkpoint.ts';

const ids = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `p${from + index}`);
const ENDED = aListCursor({ isDone: true });
const UNDER_WAY = aListCursor({ cursor: 'c1', pages: 1 });
const OTHER = aListCursor({ list: 'videos' });

const asked = (steps: readonly SyncRequest[]) =>
  steps.map((step) =>
    step.kind === 'page'
      ? step.listCursor.list
      : step.kind === 'accounts'
        ? 'accounts'
        : `deltas of ${step.ids.length}`,
  );
const deltasOf = (steps: readonly SyncRequest[]) =>
  steps.filter((step): step is DeltasRequest => step.kind === 'deltas');

describe('nextRequests', () => {
  it('start with the first page of the list', () => {
    expect(nextRequests(aCheckpoint(), [])).toEqual([{ kind: 'page', listCursor: aListCursor() }]);
  });

  it('page through two lists in parallel', () => {
    expect(
      asked(
        nextRequests(aCheckpoint({ listing: aListing({ cursors: [aListCursor(), OTHER] }) }), []),
      ),
    ).toEqual(['account-videos', 'videos']);
  });

  it('never contain two pages of one list at once', () => {
    const checkpoint = aCheckpoint({ listing: aListing({ cursors: [UNDER_WAY, OTHER] }) });
    expect(asked(nextRequests(checkpoint, [{ kind: 'page', listCursor: UNDER_WAY }]))).toEqual([
      'videos',
    ]);
  });

  it('skip a list that has ended', () => {
    expect(
      asked(nextRequests(aCheckpoint({ listing: aListing({ cursors: [ENDED, OTHER] }) }), [])),
    ).toEqual(['videos']);
  });

  it('wait for a full batch of ids while a list continues', () => {
    expect(
      asked(
        nextRequests(
          aCheckpoint({
            listing: aListing({ cursors: [UNDER_WAY] }),
            pending: pendingPosts(ids(199)),
          }),
          [],
        ),
      ),
    ).toEqual(['account-videos']);
  });

  it('prefer the next page to the deltas of full batches', () => {
    const steps = nextRequests(
      aCheckpoint({ listing: aListing({ cursors: [UNDER_WAY] }), pending: pendingPosts(ids(450)) }),
      [],
    );
    expect(asked(steps)).toEqual(['account-videos', 'deltas of 200', 'deltas of 200']);
  });

  it('prefer deltas when too many posts are pending', () => {
    const steps = nextRequests(
      aCheckpoint({
        listing: aListing({ cursors: [UNDER_WAY] }),
        pending: pendingPosts(ids(2000)),
      }),
      [],
    );
    expect(asked(steps)).toEqual(Array.from({ length: MAX_IN_FLIGHT }, () => 'deltas of 200'));
  });

  it('go on with the list after deltas when too many posts are pending', () => {
    const checkpoint = (count: number) =>
      aCheckpoint({
        listing: aListing({ cursors: [UNDER_WAY] }),
        pending: pendingPosts(ids(count)),
      });
    const some = ids(10).map(
      (_, index): SyncRequest => ({
        ...{ kind: 'deltas', windows: [7], byGet: false },
        ids: ids(200, 200 * index),
      }),
    );
    expect(asked(nextRequests(checkpoint(2000), some.slice(0, 6)))).toEqual([
      'deltas of 200',
      'deltas of 200',
    ]);
    expect(asked(nextRequests(checkpoint(2000), some.slice(3, 10)))).toEqual(['deltas of 200']);
    expect(asked(nextRequests(checkpoint(1999), some.slice(0, 7)))).toEqual(['account-videos']);
  });

  it('prefer the longest list', () => {
    const short = aListCursor({ platform: 'instagram', pages: 1, newRows: 200, totalRows: 1000 });
    const long = aListCursor({ platform: 'tiktok', pages: 1, newRows: 200, totalRows: 3000 });
    const platforms = nextRequests(
      aCheckpoint({ listing: aListing({ cursors: [short, long] }) }),
      [],
    ).map((step) => step.kind === 'page' && step.listCursor.platform);
    expect(platforms).toEqual(['tiktok', 'instagram']);
  });

  it('include the remaining deltas once every list has ended', () => {
    const steps = nextRequests(
      aCheckpoint({ listing: aListing({ cursors: [ENDED] }), pending: pendingPosts(ids(450)) }),
      [],
    );
    expect(asked(steps)).toEqual(['deltas of 200', 'deltas of 200', 'deltas of 50']);
    expect(deltasOf(steps).flatMap((step) => step.ids)).toEqual(ids(450));
  });

  it('exclude the remaining deltas while another list continues', () => {
    expect(
      asked(
        nextRequests(
          aCheckpoint({
            listing: aListing({ cursors: [ENDED, OTHER] }),
            pending: pendingPosts(ids(50)),
          }),
          [],
        ),
      ),
    ).toEqual(['videos']);
  });

  it('use batches of 100 for a key that may not POST', () => {
    const steps = nextRequests(
      aCheckpoint({
        listing: aListing({ cursors: [ENDED] }),
        pending: pendingPosts(ids(250)),
        deltasByGet: true,
      }),
      [],
    );
    expect(asked(steps)).toEqual(['deltas of 100', 'deltas of 100', 'deltas of 50']);
    expect(deltasOf(steps).every(({ byGet }) => byGet)).toBe(true);
  });

  it('scan the accounts first, page by page, and nothing else', () => {
    const start = aNewCheckpoint();
    const first: SyncRequest = { kind: 'accounts', cursor: null, page: 0 };
    expect(nextRequests(start, [])).toEqual([first]);
    expect(nextRequests(start, [first])).toEqual([]);
    const later = aNewCheckpoint({ accountScan: { cursor: 'c1', pages: 1, parseFailures: 0 } });
    expect(nextRequests(later, [])).toEqual([{ kind: 'accounts', cursor: 'c1', page: 1 }]);
    const full = ids(MAX_IN_FLIGHT).map(
      (id): SyncRequest => ({ kind: 'deltas', ids: [id], windows: [7], byGet: false }),
    );
    expect(nextRequests(later, full)).toEqual([]);
    expect(nextRequests(later, full.slice(1))).toHaveLength(1);
  });

  it('are empty until the listing is planned', () => {
    expect(nextRequests(aNewCheckpoint({ accountScan: null }), [])).toEqual([]);
  });

  it('request windows together unless they are answered alone only, in batches of the same', () => {
    const checkpoint = aCheckpoint({
      listing: aListing({ cursors: [ENDED] }),
      pending: [
        ...pendingPosts(['a', 'b'], [7, 14, 30]),
        ...pendingPosts(['c'], [14, 30]),
        ...pendingPosts(['d'], [7, 30]),
      ],
      separateWindows: [14, 30],
    });
    expect(deltasOf(nextRequests(checkpoint, []))).toMatchObject([
      { ids: ['a', 'b', 'd'], windows: [7] },
      { ids: ['c'], windows: [14] },
    ]);
    const underWay: SyncRequest = { kind: 'deltas', ids: ['b', 'c'], windows: [7], byGet: false };
    expect(deltasOf(nextRequests(checkpoint, [underWay]))).toMatchObject([{ ids: ['a', 'd'] }]);
    const others = ids(7).map((id): SyncRequest => ({ ...underWay, ids: [id] }));
    expect(nextRequests(checkpoint, others)).toHaveLength(1);
  });

  it('list refreshed accounts in parallel within the limit', () => {
    const checkpoint = aCheckpoint({
      listing: aListing({ cursors: [], pendingAccountIds: ids(10, 1) }),
      accountIds: ids(11),
    });
    const steps = nextRequests(checkpoint, []);
    expect(steps.map((step) => step.kind === 'page' && step.listCursor.accountId)).toEqual(
      ids(8, 1),
    );
    const more = nextRequests(checkpoint, steps.slice(0, 6));
    expect(more.map((step) => step.kind === 'page' && step.listCursor.accountId)).toEqual(
      ids(2, 7),
    );
  });

  it('wait for the other end of a list when it may return all that is left', () => {
    const latest = aListCursor({
      order: 'latest-first',
      cursor: 'c2',
      pages: 2,
      newRows: 400,
      totalRows: 1100,
    });
    const earliest = aListCursor({ order: 'earliest-first', cursor: 'e2', pages: 2, newRows: 400 });
    const orders = (
      checkpoint: ReturnType<typeof aCheckpoint>,
      inFlight: readonly SyncRequest[] = [],
    ) =>
      nextRequests(checkpoint, inFlight).map(
        (step) => step.kind === 'page' && step.listCursor.order,
      );
    expect(orders(aCheckpoint({ listing: aListing({ cursors: [latest, earliest] }) }))).toEqual([
      'latest-first',
      'earliest-first',
    ]);
    const nearly = aCheckpoint({
      listing: aListing({ cursors: [{ ...latest, newRows: 500 }, earliest] }),
    });
    expect(orders(nearly)).toEqual(['latest-first']);
    expect(orders(nearly, [{ kind: 'page', listCursor: { ...latest, newRows: 500 } }])).toEqual([]);
  });

  it('prefer the end of a list that is behind when one page may return all that is left', () => {
    const latest = aListCursor({
      order: 'latest-first',
      cursor: 'c19',
      pages: 19,
      newRows: 3800,
      totalRows: 3925,
    });
    const earliest = aListCursor({ order: 'earliest-first' });
    const checkpoint = aCheckpoint({ listing: aListing({ cursors: [latest, earliest] }) });
    expect(nextRequests(checkpoint, [])).toEqual([{ kind: 'page', listCursor: earliest }]);
  });

  it('are empty when nothing is left', () => {
    expect(nextRequests(aCheckpoint({ listing: aListing({ cursors: [ENDED] }) }), [])).toEqual([]);
  });

  it('are empty while the maximum is in flight', () => {
    const inFlight = ids(MAX_IN_FLIGHT).map(
      (id): SyncRequest => ({ kind: 'deltas', ids: [id], windows: [7], byGet: false }),
    );
    expect(nextRequests(aCheckpoint({ pending: pendingPosts(ids(1000)) }), inFlight)).toEqual([]);
  });

  it('contain, for any checkpoint, eight at most, one page per list, distinct pending ids', () => {
    const cursor = fc
      .record({
        list: fc.constantFrom('account-videos' as const, 'videos' as const),
        isDone: fc.boolean(),
      })
      .map((changes) => aListCursor(changes));
    const checkpoint = fc
      .record({
        listing: fc
          .uniqueArray(cursor, { selector: ({ list }) => list, minLength: 1 })
          .map((cursors) => aListing({ cursors })),
        pending: fc.nat({ max: 2500 }).map((count) => pendingPosts(ids(count))),
        deltasByGet: fc.boolean(),
      })
      .map((changes) => aCheckpoint(changes));
    fc.assert(
      fc.property(checkpoint, fc.array(fc.nat(), { maxLength: 8 }), (start, chosen) => {
        // Some of the steps are under way, others have been answered without being absorbed; then
        // more are asked for.
        let inFlight: SyncRequest[] = [];
        for (const choice of chosen) {
          inFlight = [...inFlight, ...nextRequests(start, inFlight)];
          expect(inFlight.length).toBeLessThanOrEqual(MAX_IN_FLIGHT);
          const pages = inFlight.flatMap((step) =>
            step.kind === 'page' ? [step.listCursor.list] : [],
          );
          expect(new Set(pages).size).toBe(pages.length);
          const askedIds = deltasOf(inFlight).flatMap((step) => step.ids);
          expect(new Set(askedIds).size).toBe(askedIds.length);
          const pending = start.pending.map(([id]) => id);
          expect(new Set(pending)).toEqual(new Set([...pending, ...askedIds]));
          inFlight = inFlight.filter((_, index) => index !== choice % Math.max(1, inFlight.length));
        }
      }),
      { numRuns: 60 },
    );
  });
});
