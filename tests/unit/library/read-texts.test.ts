import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
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
    const { manifest } = await mergeFetched(library, {
      ...{ run: 'first', baseRun: null, pages: [['account-videos', posts]] },
    });
    const { posts: read, textsOf } = await library.readPosts(manifest);
    const texts = await textsOf([...read.keys()].reverse());
    expect([...texts].map(([row, { caption }]) => [read[row]?.id, caption])).toEqual(
      read.map(({ id }) => [id, `caption of ${id}`]).reverse(),
    );
  });
});
