import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { packSeries, parseSeries } from '../../../utils/history/packed-series.ts';
import {
  type LibraryWorker,
  mergeFetched,
  newEmptyLibrary,
  stageRun,
} from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { DAY, NOW } from '../../builders/time.ts';
import { NOW as HISTORY_NOW, pointAt } from '../history/history-builders.ts';

let library: LibraryWorker;

beforeEach(async () => {
  library = await newEmptyLibrary();
});

async function storeHistory(name: 'history' | 'archive', ...daysAgo: number[]): Promise<void> {
  const record = packSeries(new Map([['p', daysAgo.map((days) => pointAt(days))]]));
  await library.withLibrary((database) => database.put(name, record, ['a', 0]));
}

async function pointsIn(name: 'history' | 'archive'): Promise<number> {
  const stored = await library.withLibrary((database) => database.get(name, ['a', 0]));
  return parseSeries(stored)?.get('p')?.length ?? 0;
}

const count = (name: 'posts' | 'stagedPosts' | 'state') =>
  library.withLibrary((database) => database.count(name));

describe('makeRoom', () => {
  it('trims the oldest history, one step per call, until none is left', async () => {
    await storeHistory('archive', 300, 100, 30);
    await storeHistory('history', 10, 0);
    const steps: (number | null)[] = [];
    for (let call = 0; call < 5; call++) {
      steps.push((await library.makeRoom(HISTORY_NOW)).trimmedToDays);
    }
    expect(steps).toEqual([180, 60, 14, null, null]);
    expect([await pointsIn('archive'), await pointsIn('history')]).toEqual([0, 2]);
  });

  it('deletes data of former runs, and keeps the current run and the library', async () => {
    const pages = [['account-videos', [aPost()]]] as const;
    await mergeFetched(library, { run: 'run-1', baseRun: null, pages });
    await stageRun(library.syncStore, { run: 'abandoned', baseRun: 'run-1', pages });
    const accountIds = ['account'];
    const run = await stageRun(library.syncStore, {
      ...{ run: 'run-2', baseRun: 'run-1', accountIds },
      pages: [['account', [aPost()]]],
    });
    expect(await count('stagedPosts')).toBe(2);
    await library.makeRoom(NOW);
    expect([await count('stagedPosts'), await count('posts')]).toEqual([1, 1]);
    await library.completeRun(run, await library.mergeRun(run, NOW));
    expect((await library.readManifest())?.accounts).toHaveProperty('account');
  });

  it('deletes posts that the current run fetches again', async () => {
    const pages = [['account-videos', [aPost()]]] as const;
    await mergeFetched(library, { run: 'run-1', baseRun: null, pages });
    await stageRun(library.syncStore, { run: 'run-2', baseRun: 'run-1', pages });
    await library.makeRoom(NOW);
    expect(await count('posts')).toBe(0);
    expect(await library.readManifest()).toBeNull();
    expect(await library.syncStore.loadCheckpoint()).toMatchObject({ run: 'run-2', baseRun: null });
  });

  it('keeps what the current run has staged, between runs before and after it', async () => {
    const pages = [['account-videos', [aPost()]]] as const;
    for (const run of ['run-1', 'run-3', 'run-2'])
      await stageRun(library.syncStore, { run, baseRun: null, pages, gains: { post: 1 } });
    await library.makeRoom(NOW);
    for (const name of ['stagedPosts', 'stagedTexts', 'stagedGains'] as const) {
      const keys = await library.withLibrary((database) => database.getAllKeys(name));
      expect(keys.map(([run]) => run)).toEqual(['run-2']);
    }
  });

  it.each([
    ['the posts tracked by themselves', { listsVideos: false }],
    ['some accounts', { isFullListing: false }],
  ])('keeps the posts of a library of which the current run leaves out %s', async (_, listed) => {
    const pages = [
      ['account-videos', [aPost()]],
      ['videos', [aPost({ id: 'alone' })]],
    ] as const;
    const lists = ['account-videos', 'videos'] as const;
    await mergeFetched(library, { run: 'run-1', baseRun: null, lists, pages });
    const run = await stageRun(library.syncStore, { run: 'run-2', baseRun: 'run-1', lists, pages });
    await library.syncStore.store({ ...run, ...listed }, []);
    await library.makeRoom(NOW);
    expect(await count('posts')).toBe(2);
    expect((await library.readManifest())?.run).toBe('run-1');
    expect(await library.syncStore.loadCheckpoint()).toMatchObject({ baseRun: 'run-1' });
  });

  it('deletes all that is staged when there is no run to continue', async () => {
    const pages = [['account-videos', [aPost()]]] as const;
    await mergeFetched(library, { run: 'run-1', baseRun: null, pages });
    await stageRun(library.syncStore, { run: 'run-2', baseRun: 'run-1', pages });
    await library.withLibrary((database) => database.delete('state', 'checkpoint'));
    await library.makeRoom(NOW);
    expect([await count('stagedPosts'), await count('posts')]).toEqual([0, 1]);
    expect((await library.readManifest())?.run).toBe('run-1');
    expect(await library.syncStore.loadCheckpoint()).toBeUndefined();
  });

  it.each(['history', 'archive'] as const)(
    'trims what it can read beside a damaged %s',
    async (name) => {
      const other = name === 'history' ? 'archive' : 'history';
      await storeHistory(other, 300, 0);
      await library.withLibrary((database) => database.put(name, 'junk', ['a', 0]));
      expect(await library.makeRoom(HISTORY_NOW)).toEqual({ trimmedToDays: 180 });
      expect(await pointsIn(other)).toBe(1);
      expect(await library.withLibrary((database) => database.get(name, ['a', 0]))).toBe('junk');
    },
  );

  it('deletes a record of which nothing is left, and no younger one', async () => {
    await storeHistory('archive', 300);
    await storeHistory('history', 10, 0);
    expect(await library.makeRoom(HISTORY_NOW)).toEqual({ trimmedToDays: 180 });
    const keysOf = (name: 'history' | 'archive') =>
      library.withLibrary((database) => database.getAllKeys(name));
    expect([await keysOf('archive'), await keysOf('history')]).toEqual([[], [['a', 0]]]);
  });

  it('measures the age of counts from the newest one, at most from the clock', async () => {
    await storeHistory('history', 190, 20);
    expect(await library.makeRoom(HISTORY_NOW + 300 * DAY)).toEqual({ trimmedToDays: 60 });
    await storeHistory('history', 190, 100, -100);
    expect(await library.makeRoom(HISTORY_NOW)).toEqual({ trimmedToDays: 180 });
    expect(await pointsIn('history')).toBe(2);
  });
});
