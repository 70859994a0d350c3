import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { PostDetails } from '../../../utils/breakouts/output/ranked-post.ts';
import { withDetails } from '../../../utils/breakouts/output/ranked-rows.ts';
import type { PublicationHead } from '../../../utils/state/publication-head.ts';
import { transactionsOf } from '../../builders/database-connection.ts';
import { holdCalls, settled } from '../../builders/held-call.ts';
import { rankedRows } from '../../builders/ranked-rows.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { aPublicationHead, aRow } from '../../builders/window-ranking.ts';

const { generation: _, ...HEAD } = aPublicationHead({
  windows: [1, 7].map((days) => ({ days, breakouts: 2, stillStrong: 0, compared: 9, total: 9 })),
});
const detailsOf = (row: number): PostDetails =>
  aRow({ id: `post ${row}`, accountKey: `account ${row}`, caption: `caption ${row} `.repeat(300) });
const WEEK = rankedRows({ breakouts: [2, 1], topMovers: [3, 2] });
const DAY = rankedRows({ topMovers: [1] }, { windowDays: 1 });

let rankings: typeof import('../../../utils/storage/published-rankings.ts');
let database: typeof import('../../../utils/storage/published-database.ts');
let stores: typeof import('../../../utils/storage/stored-values.ts');

/** Everything as a new worker has it. */
async function newWorker(): Promise<void> {
  vi.resetModules();
  rankings = await import('../../../utils/storage/published-rankings.ts');
  database = await import('../../../utils/storage/published-database.ts');
  stores = await import('../../../utils/storage/stored-values.ts');
}

beforeEach(async () => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  await newWorker();
});

const publish = (head: Partial<PublicationHead> = {}) =>
  rankings.publish({ ...HEAD, ...head }, [WEEK, DAY], detailsOf, []);
const loadWindow = async (days: number) => {
  const head = await stores.publicationStore.read();
  return head === null ? null : database.loadWindowRanking(head.generation, days);
};

/** Makes the browser refuse values longer than `limit` characters. */
function limitStorage(characters: number): void {
  const set = fakeBrowser.storage.local.set.bind(fakeBrowser.storage.local);
  vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation(async (items) => {
    if (JSON.stringify(items).length > characters)
      throw new Error('Resource::kQuotaBytes quota exceeded');
    return set(items);
  });
}

describe('publish', () => {
  it('makes complete rankings and first rows readable under the next generation', async () => {
    expect(await publish()).toBe(true);
    expect(await stores.publicationStore.read()).toEqual({ ...HEAD, generation: 1 });
    expect(await loadWindow(7)).toEqual(withDetails(WEEK, detailsOf));
    expect(await loadWindow(1)).toEqual(withDetails(DAY, detailsOf));
    expect(await rankings.readFirstRanking()).toMatchObject({
      generation: 1,
      breakouts: [{ id: 'post 2', accountKey: 'account 2' }, { id: 'post 1' }],
      lengths: { breakouts: 2, topMovers: 2 },
    });
    expect(await rankings.isPublicationReadable()).toBe(true);
  });

  it('writes head, first ranking and related values in one call', async () => {
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    const status = aSyncStatus({ failuresInARow: 2 });
    await rankings.publish(HEAD, [WEEK, DAY], detailsOf, [stores.syncStatusStore.toEntry(status)]);
    const published = set.mock.calls.filter(([items]) => 'publication' in items);
    expect(published.map(([items]) => Object.keys(items))).toEqual([
      expect.arrayContaining(['publication', 'firstRanking', 'syncStatus']),
    ]);
  });

  it('deletes the generation before', async () => {
    await publish();
    await publish({ posts: 101 });
    expect(await stores.publicationStore.read()).toMatchObject({ generation: 2, posts: 101 });
    expect(await database.loadWindowRanking(1, 7)).toBeNull();
    expect(await loadWindow(7)).not.toBeNull();
  });

  it('ends when the ranking is on the disk and others have left it', async () => {
    // Opens storage, which has transactions of its own.
    await stores.publicationStore.read();
    expect(await transactionsOf(publish)).toEqual({ begun: 2, committed: 2 });
  });

  it('keeps the publication before when the head cannot be written', async () => {
    await publish();
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('quota exceeded'));
    await expect(publish({ posts: 101 })).rejects.toThrow();
    vi.restoreAllMocks();
    expect(await stores.publicationStore.read()).toMatchObject({ generation: 1, posts: 100 });
    expect(await loadWindow(7)).toEqual(withDetails(WEEK, detailsOf));
    expect(await rankings.isPublicationReadable()).toBe(true);
  });

  it('leaves orphans for the next start when the worker dies before writing the head', async () => {
    await publish();
    vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('quota exceeded'));
    await publish().catch(() => undefined);
    vi.restoreAllMocks();
    expect(await database.loadWindowRanking(2, 7)).not.toBeNull();
    await newWorker();
    await rankings.sweepRankings();
    expect(await database.loadWindowRanking(2, 7)).toBeNull();
    expect(await loadWindow(7)).not.toBeNull();
  });

  it('publishes the first rows when the browser provides no database', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('', 'UnknownError');
    });
    expect(await publish()).toBe(false);
    expect((await rankings.readFirstRanking())?.ranking.posts.map(({ id }) => id)).toEqual([
      'post 2',
      'post 1',
      'post 3',
    ]);
    expect(await rankings.isPublicationReadable()).toBe(false);
  });

  it('publishes fewer rows when extension storage is nearly full', async () => {
    limitStorage(5000);
    await publish();
    const first = await rankings.readFirstRanking();
    expect(first?.ranking.posts).toEqual([]);
    expect(first?.breakouts).toHaveLength(2);
    expect(first?.lengths.breakouts).toBe(2);
    expect(await loadWindow(7)).toEqual(withDetails(WEEK, detailsOf));
  });

  it('fails when extension storage is full', async () => {
    limitStorage(100);
    await expect(publish()).rejects.toMatchObject({
      kind: 'storage-full',
      store: 'extension-storage',
    });
  });

  it('keeps its rows when extension storage fails for another reason', async () => {
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    await stores.publicationStore.read();
    const lock = new Error('IO error: lock');
    set.mockRejectedValueOnce(lock).mockRejectedValueOnce(lock);
    await expect(publish()).rejects.toMatchObject({ kind: 'storage-unavailable' });
    expect(await stores.publicationStore.read()).toBeNull();
  });

  it('succeeds when former rankings cannot be removed', async () => {
    await publish();
    vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
      throw new DOMException('', 'UnknownError');
    });
    expect(await publish()).toBe(true);
    expect(await loadWindow(7)).toEqual(withDetails(WEEK, detailsOf));
  });

  it('shows the ranking of the look-back window first, wherever it is in the list', async () => {
    await rankings.publish(HEAD, [DAY, WEEK], detailsOf, []);
    expect((await rankings.readFirstRanking())?.ranking.windowDays).toBe(7);
    await expect(rankings.publish(HEAD, [DAY], detailsOf, [])).rejects.toThrow('look-back window');
  });

  it('rejects with an error of the code, and publishes nothing', async () => {
    const other = rankedRows({ topMovers: [9] }, { windowDays: 1 });
    const failing = (row: number) => {
      if (row === 9) throw new TypeError('no such row');
      return detailsOf(row);
    };
    await expect(rankings.publish(HEAD, [WEEK, other], failing, [])).rejects.toThrow(TypeError);
    expect(await stores.publicationStore.read()).toBeNull();
  });

  it('rejects an invalid ranking before writing', async () => {
    const wrong = { ...WEEK, comparison: { ...WEEK.comparison, total: Number.NaN } };
    await expect(rankings.publish(HEAD, [wrong, DAY], detailsOf, [])).rejects.toThrow();
    expect(await stores.publicationStore.read()).toBeNull();
  });
});

describe('readFirstRanking', () => {
  it('returns null when storage cannot be read', async () => {
    await publish();
    await newWorker();
    vi.spyOn(fakeBrowser.storage.session, 'get').mockRejectedValue(new Error('IO error'));
    expect(await rankings.readFirstRanking()).toBeNull();
  });
});

describe('canLoadRankings', () => {
  it('is true while nothing is published', async () => {
    expect(await rankings.canLoadRankings()).toBe(true);
  });

  it('is false from the moment that one window cannot be loaded', async () => {
    await publish();
    expect(await rankings.canLoadRankings()).toBe(true);
    const published = await openDB('published');
    await published.delete('windows', [1, 1]);
    published.close();
    expect(await rankings.canLoadRankings()).toBe(false);
  });
});

describe('discardRankings', () => {
  it('removes all complete rankings', async () => {
    await publish();
    await rankings.discardRankings();
    expect(await database.loadWindowRanking(1, 7)).toBeNull();
    expect(await stores.publicationStore.read()).not.toBeNull();
  });
});

describe('sweepRankings', () => {
  it('removes rankings that were never published', async () => {
    await database.storeGeneration(7, [WEEK], detailsOf);
    await rankings.sweepRankings();
    expect(await database.loadWindowRanking(7, 7)).toBeNull();
  });

  it('leaves them for the next start when it fails', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('', 'UnknownError');
    });
    await expect(rankings.sweepRankings()).resolves.toBeUndefined();
  });
});

describe('isPublicationReadable', () => {
  it('is true when nothing is published', async () => {
    expect(await rankings.isPublicationReadable()).toBe(true);
  });

  it.each<[string, (stored: { version: number; value: string }) => unknown]>([
    ['is of another version', (stored) => ({ ...stored, version: 99 })],
    ['does not parse', (stored) => ({ ...stored, value: stored.value.slice(0, -1) })],
    ['is no text', (stored) => ({ ...stored, value: {} })],
    ['is gone', () => null],
    [
      'is of another generation',
      (stored) => ({ ...stored, value: stored.value.replace('"generation":1', '"generation":9') }),
    ],
  ])('is false when the first ranking %s', async (_, change) => {
    await publish();
    const items = await fakeBrowser.storage.local.get('firstRanking');
    await fakeBrowser.storage.local.set({ firstRanking: change(items.firstRanking as never) });
    expect(await rankings.isPublicationReadable()).toBe(false);
  });

  it('is false when breakouts beyond those of the first frame are missing', async () => {
    const rows = Array.from({ length: 250 }, (_, row) => row + 1);
    await rankings.publish(HEAD, [rankedRows({ breakouts: rows }), DAY], detailsOf, []);
    expect(await rankings.isPublicationReadable()).toBe(true);
    await fakeBrowser.storage.local.remove('moreBreakouts');
    expect(await rankings.isPublicationReadable()).toBe(false);
  });

  it('is false when a window is missing', async () => {
    await publish();
    await database.sweepGenerations(null);
    expect(await rankings.isPublicationReadable()).toBe(false);
  });
});

describe('unpublish', () => {
  it('empties extension storage and the database', async () => {
    await publish();
    await rankings.unpublish();
    expect(Object.keys(await fakeBrowser.storage.local.get(null))).not.toContain('publication');
    expect(Object.keys(await fakeBrowser.storage.local.get(null))).not.toContain('firstRanking');
    expect(await database.loadWindowRanking(1, 7)).toBeNull();
  });

  it('removes the head first, so that no page looks for rankings that are gone', async () => {
    await publish();
    const release = holdCalls(fakeBrowser.storage.local, 'remove');
    const unpublishing = rankings.unpublish();
    const { calls } = vi.mocked(fakeBrowser.storage.local.remove).mock;
    await settled();
    expect(await loadWindow(7)).toEqual(withDetails(WEEK, detailsOf));
    expect(await rankings.readFirstRanking()).not.toBeNull();
    release();
    await unpublishing;
    expect(calls.map(([keys]) => keys)).toEqual([
      ['publication'],
      ['firstRanking', 'moreBreakouts'],
    ]);
    expect(await stores.publicationStore.read()).toBeNull();
  });

  it('ends when the rankings have left the disk', async () => {
    await publish();
    expect(await transactionsOf(rankings.unpublish)).toEqual({ begun: 1, committed: 1 });
  });

  it('deletes a generation that was never published', async () => {
    await database.storeGeneration(7, [WEEK], detailsOf);
    await rankings.unpublish();
    expect(await database.loadWindowRanking(7, 7)).toBeNull();
  });
});
