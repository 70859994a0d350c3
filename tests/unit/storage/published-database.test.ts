import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PostDetails } from '../../../utils/breakouts/output/ranked-post.ts';
import { withDetails } from '../../../utils/breakouts/output/ranked-rows.ts';
import {
  connectionUsedBy,
  loseConnection,
  transactionsOf,
} from '../../builders/database-connection.ts';
import { rankedRows } from '../../builders/ranked-rows.ts';
import { aRow } from '../../builders/window-ranking.ts';

type Database = typeof import('../../../utils/storage/published-database.ts');

let published: Database;

/** The module as a new worker or page has it: nothing open. */
async function newContext(): Promise<Database> {
  vi.resetModules();
  return import('../../../utils/storage/published-database.ts');
}

beforeEach(async () => {
  vi.restoreAllMocks();
  globalThis.indexedDB = new IDBFactory();
  published = await newContext();
});

const detailsOf = (row: number): PostDetails =>
  aRow({
    id: `post ${row}`,
    caption: `caption ${row}`,
    accountKey: row < 700 ? `account ${row % 2}` : null,
  });
const WEEK = rankedRows({ breakouts: [3, 1], topMovers: [1, 700] });
const DAY = rankedRows({ topMovers: [1, 2] }, { windowDays: 1 });

/** Reads all records by key. */
async function stored(): Promise<Record<'windows' | 'contents' | 'details', string[]>> {
  const database = await openDB('published');
  const [windows, contents, details] = await Promise.all([
    database.getAllKeys('windows'),
    database.getAllKeys('contents'),
    database.getAllKeys('details'),
  ]);
  database.close();
  // The account, without the digest.
  const accounts = details.map((key) => String(key).replace(/ [0-9a-f]{64}$/, ''));
  return { windows: windows.map(String), contents: contents.map(String), details: accounts };
}

/** Changes every stored record of a store. */
async function change(
  store: 'windows' | 'details',
  by: (record: object) => unknown,
): Promise<void> {
  const database = await openDB('published');
  for (const key of await database.getAllKeys(store)) {
    const changed = by(await database.get(store, key));
    await (changed === undefined ? database.delete(store, key) : database.put(store, changed, key));
  }
  database.close();
}

/** A record of a window that does not say where the details of its posts are. */
function withoutPlaces(record: object): object {
  const { text } = record as { readonly text: string };
  return { ...record, text: JSON.stringify({ ...JSON.parse(text), posts: [] }) };
}

describe('storeGeneration', () => {
  it('stores rankings that another context reads unchanged', async () => {
    await published.storeGeneration(1, [WEEK, DAY], detailsOf);
    const page = await newContext();
    expect(await page.loadWindowRanking(1, 7)).toEqual(withDetails(WEEK, detailsOf));
    expect(await page.loadWindowRanking(1, 1)).toEqual(withDetails(DAY, detailsOf));
  });

  it('stores a ranking without posts', async () => {
    const empty = rankedRows({});
    await published.storeGeneration(1, [empty], detailsOf);
    expect(await published.loadWindowRanking(1, 7)).toEqual(withDetails(empty, detailsOf));
  });

  it('ends when the rankings are on the disk', async () => {
    const storing = () => published.storeGeneration(1, [WEEK, DAY], detailsOf);
    expect(await transactionsOf(storing)).toEqual({ begun: 1, committed: 1 });
  });

  it('stores the details of a post once, whichever windows show it', async () => {
    const details = vi.fn(detailsOf);
    await published.storeGeneration(1, [WEEK, DAY], details);
    expect(details.mock.calls.map(([row]) => row)).toEqual([3, 1, 700, 2]);
  });

  it('stores the details of an account, and of posts without account, in one record', async () => {
    const many = rankedRows({ breakouts: Array.from({ length: 1100 }, (_, row) => row) });
    await published.storeGeneration(1, [many], detailsOf);
    expect((await stored()).details).toEqual(['', 'account 0', 'account 1']);
    expect(await published.loadWindowRanking(1, 7)).toEqual(withDetails(many, detailsOf));
  });

  it('rewrites the details of an account only when they have changed', async () => {
    await published.storeGeneration(1, [WEEK, DAY], detailsOf);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const writtenDetails = () =>
      put.mock.calls.filter(([, key]) => typeof key === 'string').map(([, key]) => key);
    await published.storeGeneration(2, [WEEK, DAY], detailsOf);
    expect(writtenDetails()).toEqual([]);
    const changed = (row: number) => (row === 2 ? { ...detailsOf(row), views: 9 } : detailsOf(row));
    await published.storeGeneration(3, [WEEK, DAY], changed);
    expect(writtenDetails()).toEqual([expect.stringMatching(/^account 0 /)]);
    expect(await published.loadWindowRanking(3, 1)).toEqual(withDetails(DAY, changed));
    // A reader of the former generation finds it unchanged.
    expect(await published.loadWindowRanking(2, 1)).toEqual(withDetails(DAY, detailsOf));
  });

  it('stores nothing of a generation when one of its records fails', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    await expect(published.storeGeneration(1, [WEEK], detailsOf)).rejects.toMatchObject({
      kind: 'storage-full',
      store: 'rankings',
    });
    expect(await stored()).toEqual({ windows: [], contents: [], details: [] });
  });

  it('keeps the database when there is no room to open it', async () => {
    await published.storeGeneration(1, [WEEK], detailsOf);
    published = await newContext();
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    await expect(published.storeGeneration(2, [WEEK], detailsOf)).rejects.toMatchObject({
      kind: 'storage-full',
    });
    expect(await published.loadWindowRanking(1, 7)).toEqual(withDetails(WEEK, detailsOf));
  });

  it('recreates a database that cannot be opened', async () => {
    (await openDB('published', 99)).close();
    await published.storeGeneration(1, [WEEK], detailsOf);
    expect(await published.loadWindowRanking(1, 7)).not.toBeNull();
  });

  it('continues after the browser has closed the connection', async () => {
    const storing = () => published.storeGeneration(1, [WEEK], detailsOf);
    await loseConnection(await connectionUsedBy(storing));
    await published.storeGeneration(2, [WEEK], detailsOf);
    expect(await published.loadWindowRanking(2, 7)).not.toBeNull();
  });
});

describe('loadWindowRanking', () => {
  it.each<[string, (database: Database) => Promise<unknown>]>([
    ['was never stored', async () => undefined],
    ['is of another generation', (database) => database.storeGeneration(2, [WEEK], detailsOf)],
    ['is of another window', (database) => database.storeGeneration(1, [DAY], detailsOf)],
  ])('finds nothing when the ranking %s', async (_, prepare) => {
    await prepare(published);
    expect(await published.loadWindowRanking(1, 7)).toBeNull();
  });

  it.each<[string, 'windows' | 'details', (record: object) => unknown]>([
    ['a window of another version', 'windows', (record) => ({ ...record, version: 99 })],
    ['a window that is cut off', 'windows', (record) => ({ ...record, text: '{"posts": [1' })],
    ['a window without places of details', 'windows', withoutPlaces],
    ['a window that is no record', 'windows', () => 'text'],
    ['details of another version', 'details', (record) => ({ ...record, version: 99 })],
    ['details that are missing', 'details', () => undefined],
    ['details of too few posts', 'details', (record) => ({ ...record, text: '{"id": []}' })],
  ])('finds nothing in %s', async (_, store, damage) => {
    await published.storeGeneration(1, [WEEK], detailsOf);
    await change(store, damage);
    expect(await published.loadWindowRanking(1, 7)).toBeNull();
  });

  it('returns null when the browser provides no database', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('', 'SecurityError');
    });
    expect(await published.loadWindowRanking(1, 7)).toBeNull();
  });

  it('lets the next version open the database', async () => {
    await published.storeGeneration(1, [WEEK], detailsOf);
    const next = await openDB('published', 2);
    expect(next.version).toBe(2);
    next.close();
  });
});

describe('hasGeneration', () => {
  it('is false when the details of one account are missing', async () => {
    await published.storeGeneration(1, [WEEK, DAY], detailsOf);
    const database = await openDB('published');
    const [first] = await database.getAllKeys('details');
    await database.delete('details', first as IDBValidKey);
    database.close();
    expect(await published.hasGeneration(1, [1, 7])).toBe(false);
  });

  it('is true when every window is stored in this version', async () => {
    await published.storeGeneration(1, [WEEK, DAY], detailsOf);
    expect(await published.hasGeneration(1, [1, 7])).toBe(true);
    expect(await published.hasGeneration(1, [1, 7, 30])).toBe(false);
    await change('details', () => undefined);
    expect(await published.hasGeneration(1, [1, 7])).toBe(false);
    await published.storeGeneration(1, [WEEK, DAY], detailsOf);
    expect(await published.hasGeneration(2, [1, 7])).toBe(false);
    await change('windows', (record) => ({ ...record, text: 7 }));
    expect(await published.hasGeneration(1, [7])).toBe(false);
    await change('windows', (record) => ({ ...record, version: 99, text: '{}' }));
    expect(await published.hasGeneration(1, [7])).toBe(false);
  });
});

describe('sweepGenerations', () => {
  beforeEach(async () => {
    for (const generation of [3, 4, 5]) {
      const details = (row: number) => ({ ...detailsOf(row), views: generation });
      await published.storeGeneration(generation, [WEEK, DAY], details);
    }
  });

  it('keeps the current generation only', async () => {
    await published.sweepGenerations(4);
    expect(await stored()).toEqual({
      windows: ['4,1', '4,7'],
      contents: ['4'],
      details: ['', 'account 0', 'account 1'],
    });
    expect((await published.loadWindowRanking(4, 7))?.posts[0]?.views).toBe(4);
  });

  it.each([null, 4])('ends when the others have left the disk (%s)', async (current) => {
    const sweeping = () => published.sweepGenerations(current);
    expect(await transactionsOf(sweeping)).toEqual({ begun: 1, committed: 1 });
  });

  it('keeps nothing when nothing is published', async () => {
    await published.sweepGenerations(null);
    expect(await stored()).toEqual({ windows: [], contents: [], details: [] });
  });
});
