import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadWindowRanking } from '../../../utils/storage/published-database.ts';
import { aWindowRanking } from '../../builders/window-ranking.ts';

vi.mock('../../../utils/storage/published-database.ts', () => ({ loadWindowRanking: vi.fn() }));

const RANKING = aWindowRanking();

let loadRanking: typeof import('../../../utils/storage/load-ranking.ts').loadRanking;

beforeEach(async () => {
  vi.restoreAllMocks();
  fakeBrowser.reset();
  vi.resetModules();
  ({ loadRanking } = await import('../../../utils/storage/load-ranking.ts'));
});

describe('loadRanking', () => {
  it('loads the ranking of a window without the worker', async () => {
    vi.mocked(loadWindowRanking).mockResolvedValue(RANKING);
    const commands = vi.spyOn(fakeBrowser.runtime, 'sendMessage');
    expect(await loadRanking(4, 7)).toBe(RANKING);
    expect(loadWindowRanking).toHaveBeenCalledExactlyOnceWith(4, 7);
    expect(commands).not.toHaveBeenCalled();
  });

  it('asks the worker once to publish again what is missing, and does not wait', async () => {
    vi.mocked(loadWindowRanking).mockResolvedValue(null);
    const commands = vi
      .spyOn(fakeBrowser.runtime, 'sendMessage')
      .mockReturnValue(new Promise(() => undefined) as never);
    expect(await loadRanking(4, 7)).toBeNull();
    expect(await loadRanking(4, 1)).toBeNull();
    expect(commands).toHaveBeenCalledExactlyOnceWith({ type: 'republish' });
  });

  it('returns null when there is no worker to ask', async () => {
    vi.mocked(loadWindowRanking).mockResolvedValue(null);
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValue(new Error('no worker'));
    expect(await loadRanking(4, 7)).toBeNull();
  });
});
