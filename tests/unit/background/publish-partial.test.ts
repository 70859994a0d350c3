import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { withPublishLock } from '../../../entrypoints/background/publish-lock.ts';
import { publishPartial } from '../../../entrypoints/background/publish-partial.ts';
import { eraseLibrary, withLibrary } from '../../../utils/library/library-database.ts';
import { syncStore } from '../../../utils/library/sync-store.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { readFirstRanking } from '../../../utils/storage/published-rankings.ts';
import {
  evidenceLogStore,
  flagsStore,
  keyOwnerStore,
  marksStore,
  publicationStore,
  sensitivityPreviewStore,
  settingsStore,
  syncStatusStore,
} from '../../../utils/storage/stored-values.ts';
import type { Checkpoint } from '../../../utils/sync/checkpoint.ts';
import { pendingPosts } from '../../builders/checkpoint.ts';
import { settled } from '../../builders/held-call.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { stageRun } from '../../builders/library-runs.ts';
import { aPost } from '../../builders/post.ts';
import { settingsWith } from '../../builders/settings.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { DAY, NOW } from '../../builders/time.ts';
import { aTrackedAccount } from '../../builders/tracked-account.ts';
import { aPublicationHead } from '../../builders/window-ranking.ts';

const IDS = ['a', 'b', 'c'];
const LONG_CAPTION = 'All of it, down to the last word. '.repeat(60);
const MARKS = { ...NO_MARKS, posts: { gone: { seenAt: NOW - 300 * DAY } } };
const FLAGS = { rule: 'a former rule', posts: [] };
const EVIDENCE = { windowDays: 3, since: NOW - DAY, evidence: [] };

let reached: Checkpoint;

beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  await eraseLibrary();
  stubLocks();
  await keyOwnerStore.write(aKeyOwner());
  reached = await stageRun(syncStore, {
    run: 'first',
    baseRun: null,
    pages: [['account-videos', IDS.map((id) => aPost({ id, caption: LONG_CAPTION }))]],
    gains: { a: 10, b: 20, c: 30 },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Everything that a ranking may change besides the publication. */
const rest = async () => ({
  flags: await flagsStore.read(),
  marks: await marksStore.read(),
  evidence: await evidenceLogStore.read(),
  preview: await sensitivityPreviewStore.read(),
  status: await syncStatusStore.read(),
});

describe('publishPartial', () => {
  it('publishes the posts read so far', async () => {
    await publishPartial(reached);
    expect(await publicationStore.read()).toMatchObject({
      run: 'first',
      isPartial: true,
      posts: IDS.length,
    });
    const posts = (await readFirstRanking())?.ranking.posts ?? [];
    expect(posts.map(({ id }) => id).sort()).toEqual(IDS);
  });

  it('leaves out posts whose gains have not come', async () => {
    await publishPartial({ ...reached, pending: pendingPosts(['c'], [7]) });
    expect(await publicationStore.read()).toMatchObject({ posts: 2 });
    const posts = (await readFirstRanking())?.ranking.posts ?? [];
    expect(posts.map(({ id }) => id).sort()).toEqual(['a', 'b']);
  });

  it('publishes nothing before the gains of any post have come', async () => {
    await publishPartial({ ...reached, pending: pendingPosts(IDS, [7]) });
    expect(await publicationStore.read()).toBeNull();
  });

  it('publishes the start of a caption, which the library has as a whole', async () => {
    await publishPartial(reached);
    const posts = (await readFirstRanking())?.ranking.posts ?? [];
    expect(posts.map(({ caption }) => caption)).toEqual(IDS.map(() => LONG_CAPTION.slice(0, 300)));
    const stored = await withLibrary((library) => library.getAll('stagedTexts'));
    expect(stored).toMatchObject([{ captions: IDS.map(() => LONG_CAPTION) }]);
  });

  it('publishes what the pages of accounts say of the account of a post', async () => {
    const accounts = [
      aTrackedAccount({ id: 'other', creatorName: 'Another' }),
      aTrackedAccount({ id: 'account', creatorName: 'Some One' }),
    ];
    const pages = [['account-videos', [aPost({ id: 'a' })]]] as const;
    const run = { run: 'second', baseRun: null, pages, accounts, gains: { a: 10 } };
    await publishPartial(await stageRun(syncStore, run));
    const posts = (await readFirstRanking())?.ranking.posts ?? [];
    expect(posts.map(({ creatorName }) => creatorName)).toEqual(['Some One']);
  });

  it('changes no flags, marks, evidence or status', async () => {
    await flagsStore.write(FLAGS);
    await marksStore.write(MARKS);
    await evidenceLogStore.write(EVIDENCE);
    await syncStatusStore.write(aSyncStatus());
    const before = await rest();
    await publishPartial(reached);
    expect(await publicationStore.read()).not.toBeNull();
    expect(await rest()).toEqual(before);
    expect(before).toMatchObject({ flags: FLAGS, marks: MARKS, evidence: EVIDENCE });
  });

  it.each([
    ['the key was removed', () => keyOwnerStore.remove()],
    ['another key was saved', () => keyOwnerStore.write(aKeyOwner({ savedAt: NOW }))],
    ['other posts are wanted', () => settingsStore.write(settingsWith({ lists: 'both' }))],
  ])('publishes nothing after %s', async (_, abort) => {
    await abort();
    await publishPartial(reached);
    expect(await publicationStore.read()).toBeNull();
  });

  it('keeps a complete publication', async () => {
    await publicationStore.write(aPublicationHead());
    await publishPartial(reached);
    expect(await publicationStore.read()).toEqual(aPublicationHead());
  });

  it('replaces a partial publication', async () => {
    await publicationStore.write(aPublicationHead({ isPartial: true, posts: 1 }));
    await publishPartial(reached);
    expect(await publicationStore.read()).toMatchObject({ generation: 2, posts: IDS.length });
  });

  it('publishes nothing while another ranking is being published', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const publishing = withPublishLock(() => promise);
    const partial = publishPartial(reached);
    await settled();
    expect(await publicationStore.read()).toBeNull();
    resolve();
    await Promise.all([publishing, partial]);
    expect(await publicationStore.read()).not.toBeNull();
  });

  it('publishes nothing, and does not fail, when a record cannot be read', async () => {
    await withLibrary((library) => library.put('stagedPosts', 'junk', ['first', 0, 'a list']));
    await publishPartial(reached);
    expect(await publicationStore.read()).toBeNull();
  });
});
