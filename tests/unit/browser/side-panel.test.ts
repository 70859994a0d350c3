import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser as browser } from 'wxt/testing/fake-browser';
import { canOpenSidePanel, openSidePanel } from '../../../utils/browser/side-panel.ts';

const calls: unknown[] = [];
const chrome = { setOptions: vi.fn(), open: vi.fn() };

beforeEach(() => {
  Object.assign(browser, { sidePanel: undefined, sidebarAction: undefined });
  calls.length = 0;
  chrome.setOptions.mockImplementation(async (options: unknown) => calls.push(options));
  chrome.open.mockImplementation(async (options: unknown) => calls.push(options));
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('side panel of Chromium', () => {
  beforeEach(() => {
    vi.stubEnv('FIREFOX', '');
  });

  it('can be opened where there is one', () => {
    expect(canOpenSidePanel()).toBe(false);
    Object.assign(browser, { sidePanel: chrome });
    expect(canOpenSidePanel()).toBe(true);
  });

  it('opens with its choices before it waits, or the gesture of the user is lost', async () => {
    Object.assign(browser, { sidePanel: chrome });
    const opening = openSidePanel('#list=new', 7);
    expect(calls).toEqual([{ path: 'sidepanel.html#list=new' }, { windowId: 7 }]);
    await opening;
  });

  it('does nothing where there is none', async () => {
    await expect(openSidePanel('', 7)).resolves.toBeUndefined();
  });

  it('reports that the browser has refused either call', async () => {
    Object.assign(browser, { sidePanel: chrome });
    chrome.setOptions.mockRejectedValueOnce(new Error('no such page'));
    await expect(openSidePanel('', 7)).rejects.toThrow('no such page');
    chrome.open.mockRejectedValueOnce(new Error('no gesture'));
    await expect(openSidePanel('', 7)).rejects.toThrow('no gesture');
  });
});

describe('sidebar of Firefox', () => {
  const sidebar = { open: vi.fn(), setPanel: vi.fn() };

  beforeEach(() => {
    vi.stubEnv('FIREFOX', 'yes');
    sidebar.open.mockImplementation(async () => calls.push('open'));
    sidebar.setPanel.mockImplementation(async (panel: unknown) => calls.push(panel));
  });

  it('can be opened except on Android', () => {
    expect(canOpenSidePanel()).toBe(false);
    Object.assign(browser, { sidebarAction: sidebar });
    expect(canOpenSidePanel()).toBe(true);
  });

  it('opens before it waits, and shows the choices', async () => {
    Object.assign(browser, { sidebarAction: sidebar });
    const opening = openSidePanel('#list=new', 7);
    expect(calls[0]).toBe('open');
    await opening;
    const panel = browser.runtime.getURL('/sidepanel.html#list=new' as never);
    expect(calls).toEqual(['open', { panel }]);
  });
});

describe('declareLanguage', () => {
  it('names the language and the direction of the messages', async () => {
    vi.spyOn(browser.i18n, 'getMessage').mockImplementation(
      (name) => ({ extension_language: 'ar', extension_direction: 'rtl' })[name] ?? '',
    );
    vi.spyOn(browser.i18n, 'getUILanguage').mockReturnValue('ar-EG');
    vi.resetModules();
    const { declareLanguage } = await import('../../../utils/browser/translate.ts');
    const documentElement = { lang: '', dir: '' };
    declareLanguage({ documentElement } as never);
    expect(documentElement).toEqual({ lang: 'ar-EG', dir: 'rtl' });
  });
});

describe('translate', () => {
  it('has the browser put values into a message', async () => {
    vi.spyOn(browser.i18n, 'getMessage').mockImplementation((_, values) => `Not saved: ${values}`);
    vi.resetModules();
    const { translate } = await import('../../../utils/browser/translate.ts');
    expect(translate('options.notSaved', 'no space')).toBe('Not saved: no space');
  });
});
