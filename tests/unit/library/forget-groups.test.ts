import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Group } from '../../../utils/library/group.ts';
import { type LibraryWorker, mergeFetched, newEmptyLibrary } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';

let library: LibraryWorker;

/** A library with two accounts, a post without an account, and a post tracked by itself. */
beforeEach(async () => {
  library = await newEmptyLibrary();
  const postOf = (id: string, accountKey: string | null) => aPost({ id, accountKey });
  await mergeFetched(library, {
    ...{ run: 'first', baseRun: null, lists: ['account-videos', 'videos'] },
    pages: [
      ['account-videos', [postOf('one', 'a'), postOf('two', 'b'), postOf('three', null)]],
      ['videos', [postOf('four', 'a')]],
    ],
    gains: { one: 1, two: 2 },
  });
});

/** The groups that have records of each kind. */
const groupsOf = async (name: 'posts' | 'texts' | 'gains') => {
  const keys = await library.withLibrary((database) => database.getAllKeys(name));
  return keys.map(([list, account]) => `${list} of ${account}`);
};

/** Returns the lists and accounts that count as listed once these groups were forgotten. */
async function listedAfter(...groups: readonly Group[]) {
  await library.forgetGroups(groups);
  const manifest = await library.readManifest();
  return {
    accounts: Object.keys(manifest?.accounts ?? {}),
    all: manifest?.fullListing != null,
    videos: manifest?.videos != null,
  };
}

describe('forgetGroups', () => {
  it('lists an account again, with all of its records deleted, and nothing else', async () => {
    const listed = await listedAfter({ list: 'account-videos', account: 'a' });
    expect(listed).toEqual({ accounts: ['b'], all: true, videos: true });
    for (const name of ['posts', 'texts', 'gains'] as const) {
      const left = ['account-videos of ', 'account-videos of b', 'videos of a'];
      expect(await groupsOf(name)).toEqual(left);
    }
  });

  it('lists all account videos again for posts that name no account', async () => {
    const listed = await listedAfter({ list: 'account-videos', account: '' });
    expect(listed).toEqual({ accounts: ['a', 'b'], all: false, videos: true });
    expect(await groupsOf('posts')).not.toContain('account-videos of ');
  });

  it('lists the posts tracked by themselves again, and no account', async () => {
    const listed = await listedAfter({ list: 'videos', account: 'a' });
    expect(listed).toEqual({ accounts: ['a', 'b'], all: true, videos: false });
    expect(await groupsOf('posts')).not.toContain('videos of a');
  });

  it('leaves a head that cannot be read as it is, with the posts deleted', async () => {
    await library.withLibrary((database) => database.put('state', 'junk', 'head'));
    await library.forgetGroups([{ list: 'videos', account: 'a' }]);
    expect(await library.withLibrary((database) => database.get('state', 'head'))).toBe('junk');
    expect(await groupsOf('posts')).not.toContain('videos of a');
  });
});
