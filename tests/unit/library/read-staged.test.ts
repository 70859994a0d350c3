import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  eraseLibrary,
  type StagedPostsKey,
  withLibrary,
} from '../../../utils/library/library-database.ts';
import { textRecord } from '../../../utils/library/posts-record.ts';
import { readStagedPosts } from '../../../utils/library/read-staged.ts';
import { syncStore } from '../../../utils/library/sync-store.ts';
import { stageRun } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';

const postOf = (id: string) => aPost({ id, accountKey: 'account', caption: `Caption of ${id}` });

describe('readStagedPosts', () => {
  beforeEach(eraseLibrary);

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

  it('tells which posts are tracked by themselves, and reads the texts of any', async () => {
    const { run } = await stageRun(syncStore, {
      ...{ run: 'first', baseRun: null, lists: ['account-videos', 'videos'] },
      pages: [
        ['account', [postOf('a'), postOf('b')]],
        ['videos', [postOf('a'), postOf('alone')]],
      ],
    });
    const { posts, isTrackedAlone, textsOf } = await readStagedPosts(run, () => false);
    expect(posts.map(({ id }) => id)).toEqual(['a', 'b', 'alone']);
    expect([0, 1, 2, 3].map(isTrackedAlone)).toEqual([false, false, true, false]);
    const texts = await textsOf([2, 0, 1]);
    expect([...texts].map(([row, { caption }]) => [row, caption])).toEqual([
      [2, 'Caption of alone'],
      [0, 'Caption of a'],
      [1, 'Caption of b'],
    ]);
  });

  it('has no text of a post whose record lacks its row, and gives up a damaged run', async () => {
    const { run } = await stageRun(syncStore, {
      ...{ run: 'first', baseRun: null, pages: [['account-videos', [postOf('a'), postOf('b')]]] },
    });
    const { textsOf, deltasOf } = await readStagedPosts(run, () => false);
    const key: StagedPostsKey = [run, 0, 'account-videos'];
    await withLibrary((library) => library.put('stagedTexts', textRecord([postOf('a')]), key));
    expect((await textsOf([0, 1])).get(1)).toEqual({ caption: null, url: null, coverUrl: null });
    await withLibrary((library) => library.put('stagedTexts', 'junk', key));
    await expect(textsOf([0])).rejects.toMatchObject({ name: 'RunLost' });
    await withLibrary((library) => library.put('stagedGains', 'junk', [run, 9]));
    await expect(deltasOf([7])).rejects.toMatchObject({ name: 'RunLost' });
  });

  it('leaves out the gains of posts that wait for others', async () => {
    const { run } = await stageRun(syncStore, {
      ...{ run: 'first', baseRun: null, gains: { a: 1, b: 2 } },
      pages: [['account-videos', [postOf('a'), postOf('b')]]],
    });
    const { deltasOf } = await readStagedPosts(run, (id) => id === 'a');
    const { deltas, notFound, damaged } = await deltasOf([7]);
    expect(['a', 'b'].map((id) => deltas.gained(id, 7, 'views'))).toEqual([null, 2]);
    expect({ notFound, damaged }).toEqual({ notFound: 0, damaged: [] });
  });
});
