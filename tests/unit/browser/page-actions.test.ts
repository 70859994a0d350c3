import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { copyText } from '../../../utils/browser/copy-text.ts';
import { markPosts, markSeen, undoLast } from '../../../utils/browser/mark-posts.ts';
import {
  openFullView,
  openOptions,
  openTab,
  openWelcome,
} from '../../../utils/browser/open-page.ts';
import { openPosts } from '../../../utils/browser/open-posts.ts';
import { saveCsv } from '../../../utils/browser/save-file.ts';
import { sendCommand } from '../../../utils/browser/send-command.ts';
import { changeShortcut, readPopupShortcut } from '../../../utils/browser/shortcut.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { settled } from '../../builders/held-call.ts';
import { MINUTE } from '../../builders/time.ts';

const sendMessage = vi.fn();
const create = vi.fn();
const show = vi.fn();
const page = { show, i18n: { t: (key: string) => key } } as never;
const SEEN = { type: 'mark-seen' as const, postIds: ['a'], isUndoable: true };

beforeEach(() => {
  fakeBrowser.reset();
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(sendMessage);
  vi.spyOn(fakeBrowser.tabs, 'create').mockImplementation(create);
  sendMessage.mockResolvedValue({ result: 'ok' });
  create.mockResolvedValue({});
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('sendCommand', () => {
  it('sends a command once more when the worker has died, whichever way', async () => {
    sendMessage.mockRejectedValueOnce(new Error('no receiver')).mockResolvedValueOnce('second');
    expect(await sendCommand(SEEN)).toBe('second');
    sendMessage.mockResolvedValueOnce(undefined).mockResolvedValueOnce('fourth');
    expect(await sendCommand(SEEN)).toBe('fourth');
    expect(sendMessage.mock.calls).toEqual([[SEEN], [SEEN], [SEEN], [SEEN]]);
  });

  it('fails when the worker answers neither attempt', async () => {
    sendMessage.mockResolvedValue(undefined);
    await expect(sendCommand(SEEN)).rejects.toThrow('no answer');
    expect(sendMessage).toHaveBeenCalledTimes(2);
  });
});

describe('markSeen', () => {
  it('marks posts without a way to undo it, and sends nothing for no post', async () => {
    markSeen(['a', 'b']);
    markSeen([]);
    await settled();
    const command = { type: 'mark-seen', postIds: ['a', 'b'], isUndoable: false };
    expect(sendMessage.mock.calls).toEqual([[command]]);
  });

  it('leaves posts new when the worker does not answer', async () => {
    sendMessage.mockRejectedValue(new Error('no receiver'));
    markSeen(['a']);
    await settled();
    expect(sendMessage).toHaveBeenCalledTimes(2);
  });
});

describe('markPosts', () => {
  it('says what was done, with a way to undo it', async () => {
    markPosts(page, SEEN, 'Done.');
    await settled();
    expect(show.mock.calls).toEqual([[{ text: 'Done.', canUndo: true }]]);
  });

  it('offers no undo of what failed', async () => {
    sendMessage.mockRejectedValue(new Error('no receiver'));
    markPosts(page, SEEN, 'Done.');
    await settled();
    expect(show.mock.calls).toEqual([[{ text: 'toast.failed', canUndo: false }]]);
  });
});

describe('undoLast', () => {
  const entry = (at: number) => ({ id: `u${at}`, at, before: {} });
  let stored: readonly ReturnType<typeof entry>[];
  const readMarks = async () => ({ ...NO_MARKS, undo: stored }) as never;
  const undo = (...times: number[]) => {
    stored = times.map(entry);
    undoLast(page, readMarks);
  };

  it('takes back the last action of ten minutes', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 100 * MINUTE });
    undo(97 * MINUTE, 95 * MINUTE, 90 * MINUTE + 1);
    await settled();
    expect(sendMessage.mock.calls).toEqual([[{ type: 'undo', id: `u${90 * MINUTE + 1}` }]]);
    expect(show.mock.calls).toEqual([[{ text: 'toast.undone', canUndo: false }]]);
  });

  it.each([[[]], [[90 * MINUTE]]])('says that there is nothing to take back', async (times) => {
    vi.useFakeTimers({ toFake: ['Date'], now: 100 * MINUTE });
    undo(...times);
    await settled();
    expect(sendMessage).not.toHaveBeenCalled();
    expect(show.mock.calls).toEqual([[{ text: 'toast.nothingToUndo', canUndo: false }]]);
  });
});

describe('undoLast while an action is under way', () => {
  /** The actions that the worker has stored, the latest last. */
  let stored: readonly string[];
  const readMarks = async () =>
    ({ ...NO_MARKS, undo: stored.map((id) => ({ id, at: Date.now() })) }) as never;

  /** A worker that takes a moment to wake. */
  beforeEach(() => {
    sendMessage.mockImplementation(async (command: { type: string; id: string }) => {
      await settled();
      if (command.type === 'undo') stored = stored.filter((id) => id !== command.id);
      else stored = [...stored, 'latest'];
      return { result: 'ok' };
    });
  });

  const undone = () => sendMessage.mock.calls.flatMap(([{ id }]) => id ?? []);

  it('takes back that action rather than the one before', async () => {
    stored = ['before'];
    markPosts(page, SEEN, 'Done.');
    undoLast(page, readMarks);
    await vi.waitFor(() => expect(undone()).toEqual(['latest']));
  });

  it('takes back as many actions as it is called', async () => {
    stored = ['first', 'second'];
    undoLast(page, readMarks);
    undoLast(page, readMarks);
    await vi.waitFor(() => expect(undone()).toEqual(['second', 'first']));
  });

  it('takes back an action although the one after it has failed', async () => {
    stored = ['before'];
    sendMessage.mockRejectedValueOnce(new Error('no receiver'));
    sendMessage.mockRejectedValueOnce(new Error('no receiver'));
    markPosts(page, SEEN, 'Done.');
    undoLast(page, readMarks);
    await vi.waitFor(() => expect(undone()).toEqual(['before']));
  });
});

describe('openPosts', () => {
  it('opens the first posts with an address behind the page, and marks those as seen', async () => {
    const posts = [
      { id: 'a', url: 'https://a/' },
      { id: 'b', url: null },
      { id: 'c', url: 'https://c/' },
      { id: 'd', url: 'https://d/' },
    ];
    expect(openPosts(posts, 2)).toBe(2);
    await settled();
    expect(create.mock.calls).toEqual([
      [{ url: 'https://a/', active: false }],
      [{ url: 'https://c/', active: false }],
    ]);
    expect(sendMessage).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ type: 'mark-seen', postIds: ['a', 'c'] }),
    );
  });
});

describe('pages', () => {
  it('open in a tab, with their choices', async () => {
    await openWelcome();
    await openFullView('#list=new');
    expect(create.mock.calls).toEqual([
      [{ url: fakeBrowser.runtime.getURL('/welcome.html' as never) }],
      [{ url: `${fakeBrowser.runtime.getURL('/full-view.html' as never)}#list=new` }],
    ]);
  });

  it('open in a window where no tab can be opened', async () => {
    create.mockRejectedValue(new Error('no window'));
    const open = vi.spyOn(fakeBrowser.windows, 'create').mockResolvedValue({} as never);
    await openTab('https://a/');
    expect(open).toHaveBeenCalledExactlyOnceWith({ url: 'https://a/' });
  });

  it('of the options are opened by the browser', async () => {
    const open = vi.fn(async () => undefined);
    vi.spyOn(fakeBrowser.runtime, 'openOptionsPage').mockImplementation(open);
    await openOptions();
    expect(open).toHaveBeenCalledOnce();
  });
});

describe('shortcut', () => {
  const browserWith = (...all: readonly object[]) =>
    vi.spyOn(fakeBrowser.commands, 'getAll').mockResolvedValue(all as never);

  it('is that of the popup, as the browser writes it', async () => {
    browserWith(
      { name: 'other', shortcut: 'Alt+O' },
      { name: '_execute_action', shortcut: 'Alt+Shift+B' },
    );
    expect(await readPopupShortcut()).toBe('Alt+Shift+B');
  });

  it('is null when the user has removed it, or the browser has none', async () => {
    browserWith({ name: '_execute_action', shortcut: '' });
    expect(await readPopupShortcut()).toBeNull();
    browserWith();
    expect(await readPopupShortcut()).toBeNull();
  });

  it('is changed on the page of Chromium', async () => {
    vi.stubEnv('FIREFOX', '');
    await changeShortcut();
    expect(create).toHaveBeenCalledExactlyOnceWith({ url: 'chrome://extensions/shortcuts' });
  });

  it('is changed in the dialog of Firefox, or among its add-ons before version 137', async () => {
    vi.stubEnv('FIREFOX', 'yes');
    await changeShortcut();
    expect(create).toHaveBeenCalledExactlyOnceWith({ url: 'about:addons' });
    const openShortcutSettings = vi.fn(async () => undefined);
    Object.assign(fakeBrowser.commands, { openShortcutSettings });
    await changeShortcut();
    expect(openShortcutSettings).toHaveBeenCalledOnce();
    expect(create).toHaveBeenCalledOnce();
    Reflect.deleteProperty(fakeBrowser.commands, 'openShortcutSettings');
  });
});

describe('copyText', () => {
  const copy = async (writeText: () => Promise<void>) => {
    const say = vi.fn();
    const write = vi.fn(writeText);
    vi.stubGlobal('navigator', { clipboard: { writeText: write } });
    await copyText('Caption', 'Copied.', { t: (key: string) => key, say } as never);
    expect(write).toHaveBeenCalledExactlyOnceWith('Caption');
    return say.mock.calls;
  };

  it('says that the text was copied, or that it was not', async () => {
    expect(await copy(async () => undefined)).toEqual([['Copied.']]);
    expect(await copy(() => Promise.reject(new Error('denied')))).toEqual([['toast.notCopied']]);
  });
});

describe('saveCsv', () => {
  it('saves the text as UTF-8 under its name, and forgets it a minute later', async () => {
    vi.useFakeTimers();
    const link = { href: '', download: '', click: vi.fn() };
    const saved: Blob[] = [];
    const revokeObjectURL = vi.fn();
    const createObjectURL = (blob: Blob) => {
      saved.push(blob);
      return 'blob:1';
    };
    const createElement = vi.fn(() => link);
    vi.stubGlobal('document', { createElement });
    vi.stubGlobal('URL', { createObjectURL, revokeObjectURL });
    saveCsv('breakouts', 'Name\nÄnne');
    expect(createElement).toHaveBeenCalledExactlyOnceWith('a');
    expect(link).toMatchObject({ href: 'blob:1', download: 'breakouts.csv' });
    expect(link.click).toHaveBeenCalledOnce();
    expect(saved[0]?.type).toBe('text/csv;charset=utf-8');
    const bytes = new Uint8Array((await saved[0]?.arrayBuffer()) as ArrayBuffer);
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe('\ufeffName\nÄnne');
    vi.advanceTimersByTime(MINUTE - 1);
    expect(revokeObjectURL).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(revokeObjectURL).toHaveBeenCalledExactlyOnceWith('blob:1');
  });
});
