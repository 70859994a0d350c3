import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { aCheckpoint } from '../../builders/checkpoint.ts';
import { holdLock } from '../../builders/hold-lock.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { HOUR, NOW } from '../../builders/time.ts';
import { aPublicationHead } from '../../builders/window-ranking.ts';

const steps = vi.hoisted(() => ({
  completeFetched: vi.fn(),
  libraryOf: vi.fn(),
  mergeFetched: vi.fn(),
  rankAndPublish: vi.fn(),
}));
vi.mock('../../../entrypoints/background/merge-run.ts', () => steps);
vi.mock('../../../entrypoints/background/rank-and-publish.ts', () => steps);
vi.mock('../../../entrypoints/background/rankable-library.ts', () => steps);

const { withPublishLock } = await import('../../../entrypoints/background/publish-lock.ts');
const { publishSync } = await import('../../../entrypoints/background/publish-sync.ts');
const { keyOwnerStore, publicationStore, settingsStore, syncStatusStore } = await import(
  '../../../utils/storage/stored-values.ts'
);
const { scopeOf } = await import('../../../utils/sync/checkpoint.ts');

const status = aSyncStatus({ lastSuccessAt: 7 });
const MERGED = { head: { run: 'now' }, damage: { groups: 0, histories: 0 } };
let order: string[];

const fetched = async () =>
  aCheckpoint({ scope: scopeOf(aKeyOwner(), await settingsStore.read()) });

beforeEach(async () => {
  fakeBrowser.reset();
  stubLocks();
  await keyOwnerStore.write(aKeyOwner());
  order = [];
  steps.mergeFetched.mockImplementation(async () => {
    order.push('merge');
    return MERGED;
  });
  steps.rankAndPublish.mockImplementation(async () => {
    order.push('publish');
    return [];
  });
  steps.completeFetched.mockImplementation(async () => order.push('complete'));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('publishSync', () => {
  it('ends a run only after its posts are published', async () => {
    await publishSync(await fetched(), status);
    expect(order).toEqual(['merge', 'publish', 'complete']);
  });

  it('does not end a run whose posts could not be published', async () => {
    steps.rankAndPublish.mockRejectedValue(new Error('the disk is full'));
    await expect(publishSync(await fetched(), status)).rejects.toThrow('the disk is full');
    expect(order).toEqual(['merge']);
  });

  it('waits for the end of a run', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    steps.completeFetched.mockReturnValue(promise);
    const isOver = vi.fn();
    const publishing = publishSync(await fetched(), status).then(isOver);
    await vi.waitFor(() => expect(steps.completeFetched).toHaveBeenCalled());
    expect(isOver).not.toHaveBeenCalled();
    resolve();
    await publishing;
  });

  it('touches nothing of a run of another key', async () => {
    const run = await fetched();
    await keyOwnerStore.write(aKeyOwner({ savedAt: 1 }));
    await publishSync(run, status);
    expect(order).toEqual([]);
  });

  it('touches nothing of a run whose key was removed', async () => {
    const run = await fetched();
    await keyOwnerStore.remove();
    await publishSync(run, status);
    expect(order).toEqual([]);
  });

  it('touches nothing while marks or another ranking are being stored', async () => {
    const run = await fetched();
    const release = await holdLock(withPublishLock, () => publishSync(run, status));
    expect(order).toEqual([]);
    await release();
    expect(order).toEqual(['merge', 'publish', 'complete']);
  });

  it('publishes the status alone when a recent ranking has these posts', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(NOW);
    const head = aPublicationHead({ run: 'now', rankedAt: NOW });
    await publicationStore.write(head);
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    await publishSync(await fetched(), status);
    expect(order).toEqual(['merge', 'complete']);
    expect(await syncStatusStore.read()).toEqual(status);
    expect(await publicationStore.read()).toEqual(head);
    // In one call: a worker that dies leaves both or neither.
    expect(set).toHaveBeenCalledOnce();
    expect(steps.completeFetched).toHaveBeenCalledExactlyOnceWith(expect.anything(), MERGED, []);
  });

  it('moves the time of a ranking on when nothing was listed since', async () => {
    vi.spyOn(Date, 'now').mockReturnValue(NOW);
    const head = aPublicationHead({ run: 'now', rankedAt: NOW - 6 * HOUR + 1 });
    await publicationStore.write(head);
    await publishSync({ ...(await fetched()), isFullListing: false }, status);
    expect(order).toEqual(['merge', 'complete']);
    expect(await publicationStore.read()).toEqual({ ...head, completedAt: NOW });
  });

  it.each([
    ['there is none', null],
    ['it has a part of the posts', { isPartial: true }],
    ['it has the posts of another run', { run: 'before' }],
    ['it is six hours old', { rankedAt: NOW - 6 * HOUR }],
    ['the clock was set back since', { rankedAt: NOW + 1 }],
  ] as const)('publishes another ranking, with the status, when %s', async (_, changes) => {
    vi.spyOn(Date, 'now').mockReturnValue(NOW);
    const current = aPublicationHead({ run: 'now', rankedAt: NOW });
    await publicationStore.write(changes && { ...current, ...changes });
    steps.libraryOf.mockResolvedValue('the library');
    steps.rankAndPublish.mockResolvedValue(['a damaged group']);
    const run = await fetched();
    await publishSync(run, status);
    expect(steps.libraryOf).toHaveBeenCalledExactlyOnceWith(MERGED.head);
    const settings = await settingsStore.read();
    expect(steps.rankAndPublish).toHaveBeenCalledExactlyOnceWith(
      'the library',
      { run: 'now', completedAt: NOW, lookbackDays: settings.lookbackDays },
      settings,
      [syncStatusStore.toEntry(status)],
    );
    expect(steps.completeFetched).toHaveBeenCalledExactlyOnceWith(run, MERGED, ['a damaged group']);
  });
});
