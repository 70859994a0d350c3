import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  completeFetched,
  mergeFetched,
  reportLoss,
} from '../../../entrypoints/background/merge-run.ts';
import { eraseLibrary, withLibrary } from '../../../utils/library/library-database.ts';
import { readManifest, readPosts } from '../../../utils/library/read-library.ts';
import { syncStore } from '../../../utils/library/sync-store.ts';
import { eventsStore, noticesStore } from '../../../utils/storage/stored-values.ts';
import { type FetchedRun, stageRun } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { NOW } from '../../builders/time.ts';

const posts = [aPost({ id: 'a1', accountKey: 'a' }), aPost({ id: 'b1', accountKey: 'b' })];

async function mergeAndComplete(fetched: Pick<FetchedRun, 'run' | 'baseRun'>): Promise<void> {
  const pages = [['account-videos', posts]] as const;
  const checkpoint = await stageRun(syncStore, { ...fetched, pages, startedAt: NOW });
  await completeFetched(checkpoint, await mergeFetched(checkpoint), []);
}

const outcomes = async () => (await eventsStore.read()).map(({ type, outcome }) => [type, outcome]);

beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  await eraseLibrary();
});

describe('mergeFetched', () => {
  it('reports nothing when nothing was damaged', async () => {
    await mergeAndComplete({ run: 'run-1', baseRun: null });
    expect([await outcomes(), await noticesStore.read()]).toEqual([[], []]);
  });

  it('adds a notice when history was lost', async () => {
    await mergeAndComplete({ run: 'run-1', baseRun: null });
    await withLibrary((library) => library.put('history', 'junk', ['a', 0]));
    await mergeAndComplete({ run: 'run-2', baseRun: 'run-1' });
    expect(await noticesStore.read()).toEqual(['history-lost']);
    expect(await outcomes()).toEqual([['storage-repaired', 'history-lost']]);
  });

  it('logs an event, but no notice, for posts that were fetched again', async () => {
    await mergeAndComplete({ run: 'run-1', baseRun: null });
    await withLibrary((library) => library.put('texts', 'junk', ['account-videos', 'a', 0]));
    await mergeAndComplete({ run: 'run-2', baseRun: 'run-1' });
    expect(await noticesStore.read()).toEqual([]);
    expect(await outcomes()).toEqual([['storage-repaired', 'accounts-refetched']]);
  });
});

describe('completeFetched', () => {
  it('schedules unreadable accounts for the next listing and logs it', async () => {
    const pages = [['account-videos', posts]] as const;
    const checkpoint = await stageRun(syncStore, { run: 'run-1', baseRun: null, pages });
    const merged = await mergeFetched(checkpoint);
    await withLibrary((library) => library.put('posts', 'junk', ['account-videos', 'b', 0]));
    const { damaged } = await readPosts(merged.head);
    await completeFetched(checkpoint, merged, damaged);
    expect(Object.keys((await readManifest())?.accounts ?? {})).toEqual(['a']);
    expect(await outcomes()).toEqual([['storage-repaired', 'accounts-refetched']]);
  });
});

describe('reportLoss', () => {
  it('adds the same notice only once', async () => {
    await reportLoss('history-lost');
    await reportLoss('history-lost');
    expect(await noticesStore.read()).toEqual(['history-lost']);
  });
});
