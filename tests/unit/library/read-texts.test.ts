import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { textRecord } from '../../../utils/library/posts-record.ts';
import { mergeFetched, newLibraryWorker } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('textsOf', () => {
  it('has the texts of each post, of however many accounts', async () => {
    const library = await newLibraryWorker();
    const ids = Array.from({ length: 100 }, (_, index) => `post ${index}`);
    const posts = ids.map((id) =>
      aPost({ id, accountKey: `account of ${id}`, caption: `caption of ${id}` }),
    );
    const { head } = await mergeFetched(library, {
      ...{ run: 'first', baseRun: null, pages: [['account-videos', posts]] },
    });
    const { posts: read, textsOf } = await library.readPosts(head);
    const texts = await textsOf([...read.keys()].reverse());
    expect([...texts].map(([row, { caption }]) => [read[row]?.id, caption])).toEqual(
      read.map(({ id }) => [id, `caption of ${id}`]).reverse(),
    );
  });

  it('has no text of a damaged record, or of one that lacks rows or is gone', async () => {
    const library = await newLibraryWorker();
    const accounts = ['a', 'b', 'c', 'd'];
    const posts = accounts.map((account) => aPost({ id: account, accountKey: account }));
    const { head } = await mergeFetched(library, {
      ...{ run: 'first', baseRun: null, pages: [['account-videos', posts]] },
    });
    const { textsOf } = await library.readPosts(head);
    await library.withLibrary(async (database) => {
      await database.put('texts', 'junk', ['account-videos', 'a', 0]);
      await database.put('texts', textRecord([]), ['account-videos', 'b', 0]);
      await database.delete('texts', ['account-videos', 'c', 0]);
    });
    const none = { caption: null, url: null, coverUrl: null };
    const { caption, url, coverUrl } = aPost();
    expect([...(await textsOf([0, 1, 2, 3])).values()]).toEqual([
      ...[none, none, none, { caption, url, coverUrl }],
    ]);
  });
});
