import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { readStagedPosts } from '../../../utils/library/read-staged.ts';
import { syncStore } from '../../../utils/library/sync-store.ts';
import { stageRun } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';

const postOf = (id: string) => aPost({ id, accountKey: 'account', caption: `Caption of ${id}` });

describe('readStagedPosts', () => {
  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
  });

  it('reads each post once with its text and gains, except those that wait for gains', async () => {
    const { run } = await stageRun(syncStore, {
      run: 'first',
      baseRun: null,
      lists: ['account-videos', 'videos'],
      pages: [
        ['account-videos', [postOf('a'), postOf('b')]],
        ['account-videos', [postOf('c')]],
        ['videos', [postOf('b')]],
      ],
      gains: { a: 10, b: 20 },
    });
    const { posts, textsOf, deltasOf, damaged } = await readStagedPosts(run, (id) => id === 'c');
    expect(posts.map(({ id }) => id)).toEqual(['a', 'b']);
    expect((await textsOf([1])).get(1)?.caption).toBe('Caption of b');
    const { deltas } = await deltasOf([7]);
    expect(posts.map(({ id }) => deltas.gained(id, 7, 'views'))).toEqual([10, 20]);
    expect(damaged).toEqual([]);
  });

  it('reads nothing of another run', async () => {
    await stageRun(syncStore, {
      run: 'other',
      baseRun: null,
      pages: [['account-videos', [postOf('a')]]],
    });
    expect((await readStagedPosts('third', () => false)).posts).toEqual([]);
  });
});
