import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { holdLock } from '../../builders/hold-lock.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { aProblem } from '../../builders/problem.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';

const fetchOverview = vi.hoisted(() => vi.fn());
vi.mock('../../../utils/creator-audit/overview.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  fetchOverview,
}));

const { refreshOverview } = await import('../../../entrypoints/background/refresh-overview.ts');
const { withPublishLock } = await import('../../../entrypoints/background/publish-lock.ts');
const { apiCapabilitiesStore, keyOwnerStore, overviewStore, syncStatusStore } = await import(
  '../../../utils/storage/stored-values.ts'
);

const FIGURES = {
  period: '7d',
  views: 900,
  viewsChange: 5,
  engagementRate: 4,
  engagementRateChange: null,
} as const;
const FORMER = { ...FIGURES, views: 800, receivedAt: NOW - 2 * DAY };

const refresh = () => refreshOverview(new AbortController().signal);

beforeEach(async () => {
  fakeBrowser.reset();
  stubLocks();
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  fetchOverview.mockResolvedValue({ ok: true, value: FIGURES });
  await keyOwnerStore.write(aKeyOwner());
  await syncStatusStore.write(aSyncStatus({ problem: null }));
  await overviewStore.write({ askedAt: NOW - DAY, figures: FORMER });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('refreshOverview', () => {
  it('asks for the shortest period of the look-back window once a day', async () => {
    await refresh();
    const stored = { askedAt: NOW, figures: { ...FIGURES, receivedAt: NOW } };
    expect(await overviewStore.read()).toEqual(stored);
    expect(fetchOverview).toHaveBeenCalledExactlyOnceWith(expect.anything(), '7d');
    await refresh();
    expect(fetchOverview).toHaveBeenCalledTimes(1);
  });

  it('asks nothing without a key, or after a failed sync', async () => {
    await syncStatusStore.write(aSyncStatus({ problem: aProblem({ kind: 'offline' }) }));
    await refresh();
    await syncStatusStore.write(aSyncStatus({ problem: null }));
    await keyOwnerStore.remove();
    await refresh();
    expect(fetchOverview).not.toHaveBeenCalled();
  });

  it('asks nothing while the share of the rate limit is used up', async () => {
    const known = await apiCapabilitiesStore.read();
    const rateLimit = { limit: 100, remaining: 0, resetsAt: NOW + HOUR, receivedAt: NOW };
    await apiCapabilitiesStore.write({ ...known, rateLimit });
    await refresh();
    expect(fetchOverview).not.toHaveBeenCalled();
    expect((await overviewStore.read()).askedAt).toBe(NOW - DAY);
  });

  it('notes before the request that it asks, and keeps the figures meanwhile', async () => {
    fetchOverview.mockImplementation(async () => {
      expect(await overviewStore.read()).toEqual({ askedAt: NOW, figures: FORMER });
      return { ok: true, value: FIGURES };
    });
    await refresh();
    expect((await overviewStore.read()).figures?.views).toBe(900);
  });

  it('keeps the figures after a failure that passes, and drops them after another', async () => {
    const failing = (kind: 'server-error' | 'forbidden') =>
      fetchOverview.mockResolvedValue({ ok: false, problem: aProblem({ kind }) });
    failing('server-error');
    await refresh();
    expect(await overviewStore.read()).toEqual({ askedAt: NOW, figures: FORMER });
    await overviewStore.write({ askedAt: NOW - DAY, figures: FORMER });
    failing('forbidden');
    await refresh();
    expect(await overviewStore.read()).toEqual({ askedAt: NOW, figures: null });
  });

  it('disturbs nothing when it fails', async () => {
    fetchOverview.mockRejectedValue(new TypeError());
    await expect(refresh()).resolves.toBeUndefined();
    expect((await overviewStore.read()).figures).toEqual(FORMER);
  });

  it.each([
    ['replaced', () => keyOwnerStore.write(aKeyOwner({ organizationId: 'org-2' }))],
    ['removed', () => keyOwnerStore.remove()],
  ])('stores nothing of an organization whose key was %s meanwhile', async (_, change) => {
    fetchOverview.mockImplementation(async () => {
      await change();
      return { ok: true, value: FIGURES };
    });
    await refresh();
    expect((await overviewStore.read()).figures).toEqual(FORMER);
  });

  it('waits while the key’s data is being removed', async () => {
    const release = await holdLock(withPublishLock, refresh);
    expect((await overviewStore.read()).askedAt).toBe(NOW - DAY);
    await release();
    expect((await overviewStore.read()).askedAt).toBe(NOW);
  });
});
