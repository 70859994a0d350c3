import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

vi.mock('../../../utils/browser/translate.ts', () => ({
  translate: (key: string, ...places: readonly string[]) => [key, ...places].join(' '),
}));
const requestApiAccess = vi.hoisted(() => vi.fn());
vi.mock('../../../utils/browser/api-access.ts', () => ({ requestApiAccess }));

const { saveKey, saveSetting, sendToWorker } = await import(
  '../../../utils/browser/settings-commands.ts'
);

const sendMessage = vi.fn();

beforeEach(() => {
  fakeBrowser.reset();
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(sendMessage);
});

afterEach(() => vi.restoreAllMocks());

describe('sendToWorker', () => {
  it('returns the answer of the worker', async () => {
    sendMessage.mockResolvedValue({ result: 'other-organization' });
    expect(await sendToWorker({ type: 'refresh' })).toEqual({ result: 'other-organization' });
  });

  it.each([
    ['does not answer', undefined],
    ['gives an answer of another version', { result: 'later' }],
  ])('fails with a reason in words when the worker %s', async (_, answer) => {
    sendMessage.mockResolvedValue(answer);
    expect(await sendToWorker({ type: 'refresh' })).toEqual({
      result: 'failed',
      reason: 'options.workerNotResponding',
    });
  });
});

describe('saveSetting', () => {
  it('sends the one setting', async () => {
    sendMessage.mockResolvedValue({ result: 'ok' });
    expect(await saveSetting('lookbackDays', 9)).toBeNull();
    expect(sendMessage).toHaveBeenCalledExactlyOnceWith({
      type: 'save-settings',
      changes: { lookbackDays: 9 },
    });
  });

  it('returns the reason of a failure in words', async () => {
    sendMessage.mockResolvedValue({ result: 'failed', reason: 'QuotaExceededError' });
    expect(await saveSetting('lookbackDays', 9)).toBe('options.notSaved QuotaExceededError');
  });
});

describe('saveKey', () => {
  it('asks for access before it sends the key, also when the user refuses it', async () => {
    const order: string[] = [];
    requestApiAccess.mockImplementation(async () => {
      order.push('access');
      return false;
    });
    sendMessage.mockImplementation(async (command: { readonly type: string }) => {
      order.push(command.type);
      return { result: 'ok' };
    });
    expect(await saveKey('ca_canary_0123456789', true)).toEqual({ result: 'ok' });
    expect(order).toEqual(['access', 'save-key']);
    expect(sendMessage).toHaveBeenCalledExactlyOnceWith({
      type: 'save-key',
      key: 'ca_canary_0123456789',
      mayReplaceOrganization: true,
    });
  });
});
