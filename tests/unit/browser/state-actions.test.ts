import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { stateActions } from '../../../utils/browser/state-actions.ts';

beforeEach(() => {
  vi.restoreAllMocks();
});

describe('stateActions', () => {
  it.each([
    ['onStartSample', 'start-sample'],
    ['onLeaveSample', 'remove-key'],
    ['onDismissNotices', 'dismiss-notices'],
  ] as const)('%s asks the worker once', async (action, type) => {
    const send = vi
      .spyOn(fakeBrowser.runtime, 'sendMessage')
      .mockResolvedValue({ result: 'ok' } as never);
    stateActions[action]();
    await vi.waitFor(() => expect(send).toHaveBeenCalledOnce());
    expect(send.mock.calls[0]).toEqual([expect.objectContaining({ type })]);
  });
});
