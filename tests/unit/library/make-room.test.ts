import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { packSeries, parseSeries } from '../../../utils/history/packed-series.ts';
import {
  type LibraryWorker,
  mergeFetched,
  newLibraryWorker,
  stageRun,
} from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { NOW } from '../../builders/time.ts';
import { NOW as HISTORY_NOW, pointAt } from '../history/history-builders.ts';

let library: LibraryWorker;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  library = await newLibraryWorker();
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
    expect((await library.mergeRun(run, NOW)).manifest.accounts).toHaveProperty('account');
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
});
