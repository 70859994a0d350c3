import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { holdLock } from '../../builders/hold-lock.ts';
import { stubLocks } from '../../builders/stub-locks.ts';

const steps = vi.hoisted(() => ({
  canLoadRankings: vi.fn(),
  discardRankings: vi.fn(),
  isPublicationReadable: vi.fn(),
  rerank: vi.fn(),
}));
vi.mock('../../../utils/storage/published-rankings.ts', () => steps);
vi.mock('../../../entrypoints/background/rerank.ts', () => ({ rerank: steps.rerank }));

const { withPublishLock } = await import('../../../entrypoints/background/publish-lock.ts');
const { republish } = await import('../../../entrypoints/background/republish.ts');

let order: string[];

beforeEach(() => {
  fakeBrowser.reset();
  stubLocks();
  order = [];
  steps.discardRankings.mockImplementation(async () => order.push('discard'));
  steps.rerank.mockImplementation(async () => order.push('rank'));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('republish', () => {
  it('ranks nothing when all is there', async () => {
    steps.isPublicationReadable.mockResolvedValue(true);
    steps.canLoadRankings.mockResolvedValue(true);
    await republish();
    expect(order).toEqual([]);
  });

  it('ranks once when a ranking is missing', async () => {
    steps.isPublicationReadable.mockResolvedValue(false);
    steps.canLoadRankings.mockResolvedValue(true);
    await republish();
    expect(order).toEqual(['rank']);
  });

  it('removes damaged records, which would not be written again, before it ranks', async () => {
    steps.isPublicationReadable.mockResolvedValue(true);
    steps.canLoadRankings.mockResolvedValue(false);
    await republish();
    expect(order).toEqual(['discard', 'rank']);
  });

  it('removes no record while a ranking is being published', async () => {
    steps.isPublicationReadable.mockResolvedValue(true);
    steps.canLoadRankings.mockResolvedValue(false);
    const release = await holdLock(withPublishLock, republish);
    expect(order).toEqual([]);
    await release();
    expect(order).toEqual(['discard', 'rank']);
  });
});
