import { describe, expect, it, vi } from 'vitest';
import { coalesce } from '../../../utils/sync/coalesce.ts';

describe('coalesce', () => {
  it('runs once more for all requests that come during a run', async () => {
    const releases: (() => void)[] = [];
    const work = vi.fn(() => new Promise<void>((resolve) => releases.push(resolve)));
    const request = coalesce(work);
    const requests = [request(), request(), request()];
    expect(work).toHaveBeenCalledTimes(1);
    releases[0]?.();
    await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2));
    releases[1]?.();
    await Promise.all(requests);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('runs again for a request as soon as a run has ended', async () => {
    const work = vi.fn(async () => {});
    const request = coalesce(work);
    const first = request();
    // In the turns between the end of the work and that of its promise.
    const others = Array.from({ length: 5 }, async (_, turns) => {
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const before = work.mock.calls.length;
      await request();
      expect(work.mock.calls.length).toBeGreaterThan(before);
    });
    await Promise.all([first, ...others]);
  });

  it('rejects when the work fails, and works again at the next request', async () => {
    const work = vi.fn(async () => {});
    work.mockRejectedValueOnce(new Error('no storage'));
    const request = coalesce(work);
    await expect(request()).rejects.toThrow('no storage');
    await request();
    expect(work).toHaveBeenCalledTimes(2);
  });
});
