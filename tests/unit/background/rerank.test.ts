import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { holdLock } from '../../builders/hold-lock.ts';
import { settingsWith } from '../../builders/settings.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { aPublicationHead } from '../../builders/window-ranking.ts';

const steps = vi.hoisted(() => ({
  libraryOf: vi.fn(),
  rankAndPublish: vi.fn(),
  readHead: vi.fn(),
}));
vi.mock('../../../utils/library/read-library.ts', () => steps);
vi.mock('../../../entrypoints/background/rank-and-publish.ts', () => steps);
vi.mock('../../../entrypoints/background/rankable-library.ts', () => steps);

const { withPublishLock } = await import('../../../entrypoints/background/publish-lock.ts');
const { rankableDays, rerank } = await import('../../../entrypoints/background/rerank.ts');
const { publicationStore, settingsStore } = await import('../../../utils/storage/stored-values.ts');

const HEAD = aPublicationHead({ run: 'r1', lookbackDays: 7 });
const LIBRARY = { run: 'r1' };

beforeEach(async () => {
  fakeBrowser.reset();
  stubLocks();
  await publicationStore.write(HEAD);
  await settingsStore.write(settingsWith({ lookbackDays: 7 }));
  steps.readHead.mockResolvedValue(LIBRARY);
  steps.libraryOf.mockResolvedValue('the library');
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('rerank', () => {
  it('publishes the run that is published again, under the present settings', async () => {
    await rerank();
    expect(steps.libraryOf).toHaveBeenCalledExactlyOnceWith(LIBRARY);
    expect(steps.rankAndPublish).toHaveBeenCalledExactlyOnceWith(
      'the library',
      { run: 'r1', completedAt: HEAD.completedAt, lookbackDays: 7 },
      await settingsStore.read(),
      [],
    );
  });

  it('waits while a ranking is being published', async () => {
    const release = await holdLock(withPublishLock, rerank);
    expect(steps.readHead).not.toHaveBeenCalled();
    await release();
    expect(steps.rankAndPublish).toHaveBeenCalledOnce();
  });

  it.each([
    ['before the first ranking', null],
    ['during the first sync, which does it', { ...HEAD, isPartial: true }],
  ])('does nothing %s', async (_, head) => {
    await publicationStore.write(head);
    steps.readHead.mockResolvedValue(null);
    await rerank();
    expect(steps.rankAndPublish).not.toHaveBeenCalled();
  });

  it.each([null, { run: 'r2' }])('reports a library of another run: %j', async (other) => {
    steps.readHead.mockResolvedValue(other);
    await expect(rerank()).rejects.toMatchObject({ kind: 'storage-damaged', store: 'library' });
    expect(steps.rankAndPublish).not.toHaveBeenCalled();
  });
});

describe('rankableDays', () => {
  it('is the chosen window once all that it takes was fetched', () => {
    expect(rankableDays({ lookbackDays: 7 }, { lookbackDays: 7 })).toBe(7);
    expect(rankableDays({ lookbackDays: 7 }, { lookbackDays: 14 })).toBe(14);
    expect(rankableDays({ lookbackDays: 7 }, { lookbackDays: 45 })).toBe(7);
  });
});
