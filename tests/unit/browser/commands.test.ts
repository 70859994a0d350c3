import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  type Command,
  type CommandResult,
  onCommand,
  requestFromWorker,
} from '../../../utils/browser/commands.ts';

const ORIGIN = 'chrome-extension://own-id/';
const OWN_PAGE = { id: 'own-id', url: `${ORIGIN}popup.html` };

type Listener = (
  message: unknown,
  sender: unknown,
  sendResponse: (answer: unknown) => void,
) => unknown;

/**
 * Sends `message` as `sender` to a worker that handles every command with `answer`. @returns the
 * response, and the handled command
 */
async function sent(
  message: unknown,
  sender: unknown,
  handle = async (): Promise<CommandResult> => ({ result: 'ok' }),
) {
  let listener: Listener | undefined;
  vi.spyOn(fakeBrowser.runtime.onMessage, 'addListener').mockImplementation((added) => {
    listener = added as Listener;
  });
  const carriedOut: Command[] = [];
  onCommand((command) => {
    carriedOut.push(command);
    return handle();
  });
  const sendResponse = vi.fn();
  const keepsChannelOpen = listener?.(message, sender, sendResponse);
  if (keepsChannelOpen === true) await vi.waitFor(() => expect(sendResponse).toHaveBeenCalled());
  return { carriedOut, answer: sendResponse.mock.calls[0]?.[0], keepsChannelOpen };
}

beforeEach(() => {
  vi.restoreAllMocks();
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation((path) => `${ORIGIN}${path}`);
  fakeBrowser.runtime.id = 'own-id';
});

describe('onCommand', () => {
  it('runs a command of an own page and answers it', async () => {
    const { carriedOut, answer } = await sent({ type: 'refresh' }, OWN_PAGE);
    expect(carriedOut).toEqual([{ type: 'refresh' }]);
    expect(answer).toEqual({ result: 'ok' });
  });

  it.each([
    [
      'a content script on a web page',
      { id: 'own-id', url: 'https://www.instagram.com/', tab: { id: 1 } },
    ],
    [
      'a page whose address only looks like ours',
      { id: 'own-id', url: 'chrome-extension://own-id.evil.example/' },
    ],
    ['another extension', { id: 'other-id', url: 'chrome-extension://other-id/page.html' }],
    ['another extension that claims our address', { id: 'other-id', url: `${ORIGIN}popup.html` }],
    ['a sender without an address', { id: 'own-id' }],
    ['nobody', {}],
  ])('ignores a message from %s', async (_, sender) => {
    for (const message of [
      { type: 'remove-key' },
      { type: 'save-key', key: 'x', mayReplaceOrganization: true },
    ]) {
      expect(await sent(message, sender)).toEqual({
        carriedOut: [],
        answer: undefined,
        keepsChannelOpen: undefined,
      });
    }
  });

  it.each([
    [null],
    ['refresh'],
    [{ type: 'read-key' }],
    [{ type: 'save-key', key: 7, mayReplaceOrganization: true }],
    [{ type: 'save-key', key: 'x' }],
  ])('rejects the invalid command %j', async (message) => {
    expect((await sent(message, OWN_PAGE)).carriedOut).toEqual([]);
  });

  it('answers a failure with the name of the error, without its text', async () => {
    const failing = () => Promise.reject(new TypeError('key ca_secret'));
    expect((await sent({ type: 'refresh' }, OWN_PAGE, failing)).answer).toEqual({
      result: 'failed',
      reason: 'TypeError',
    });
  });

  it('answers a failure that is no error without its value', async () => {
    const failing = () => Promise.reject('key ca_secret');
    expect((await sent({ type: 'refresh' }, OWN_PAGE, failing)).answer).toEqual({
      result: 'failed',
      reason: 'unknown',
    });
  });

  it('resends a command when the worker dies before it answers', async () => {
    const sendMessage = vi.spyOn(fakeBrowser.runtime, 'sendMessage');
    sendMessage
      .mockRejectedValueOnce(new Error('message channel closed'))
      .mockResolvedValueOnce({ result: 'ok' } as never);
    expect(await requestFromWorker({ type: 'refresh' })).toEqual({ result: 'ok' });
    expect(sendMessage).toHaveBeenCalledTimes(2);
  });
});
