import { beforeEach, describe, expect, it, vi } from 'vitest';

const api = vi.hoisted(() => ({
  fetchAccountsPage: vi.fn(async () => 'accounts'),
  fetchVideoPage: vi.fn(async () => 'page'),
  fetchDeltas: vi.fn(async () => 'deltas'),
  connectionWithStoredKey: vi.fn(),
}));
vi.mock('../../../utils/creator-audit/accounts.ts', () => api);
vi.mock('../../../utils/creator-audit/video-page.ts', () => api);
vi.mock('../../../utils/creator-audit/deltas.ts', () => api);
vi.mock('../../../entrypoints/background/api-connection.ts', () => api);
vi.mock('../../../entrypoints/background/publish-partial.ts', () => ({ publishPartial: vi.fn() }));
vi.mock('../../../entrypoints/background/publish-sync.ts', () => ({ publishSync: vi.fn() }));
vi.mock('../../../utils/library/sync-store.ts', () => ({ syncStore: {} }));

const { createSyncDeps } = await import('../../../entrypoints/background/sync-deps.ts');

const CONNECTION = { key: 'a key' };
const { signal } = new AbortController();

beforeEach(() => {
  api.connectionWithStoredKey.mockResolvedValue(CONNECTION);
});

describe('createSyncDeps', () => {
  it('sleeps as long as a response asks for', async () => {
    vi.useFakeTimers();
    const isAwake = vi.fn();
    void createSyncDeps(signal, { pages: 0, requests: 0 }).sleep(2000).then(isAwake);
    await vi.advanceTimersByTimeAsync(1999);
    expect(isAwake).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(isAwake).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });

  it('counts every request, and pages of posts apart', async () => {
    const counts = { pages: 0, requests: 0 };
    const deps = createSyncDeps(signal, counts);
    await deps.fetchAccounts(null, null);
    await deps.fetchPage({ list: 'videos' } as never, null, false);
    await deps.fetchDeltas(['p'], [7], false);
    expect(counts).toEqual({ pages: 1, requests: 3 });
  });

  it('reads the key once for all requests of a sync', async () => {
    const deps = createSyncDeps(signal, { pages: 0, requests: 0 });
    await Promise.all([deps.fetchAccounts(null, 'tag'), deps.fetchAccounts('next', null)]);
    expect(api.connectionWithStoredKey).toHaveBeenCalledExactlyOnceWith(signal);
    expect(api.fetchAccountsPage).toHaveBeenCalledWith(CONNECTION, {
      cursor: null,
      knownEtag: 'tag',
    });
  });

  it.each([
    [false, 'POST'],
    [true, 'GET'],
  ])('asks for deltas by the method that the key may use (by GET: %s)', async (byGet, method) => {
    const deps = createSyncDeps(signal, { pages: 0, requests: 0 });
    await deps.fetchDeltas(['p', 'q'], [7, 14], byGet);
    expect(api.fetchDeltas).toHaveBeenLastCalledWith(CONNECTION, ['p', 'q'], [7, 14], { method });
  });
});
