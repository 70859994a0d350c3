import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { setBadge } from '../../../utils/browser/toolbar-badge.ts';
import type { BadgeTone } from '../../../utils/state/badge-state.ts';

beforeEach(() => fakeBrowser.reset());

const TONES: readonly BadgeTone[] = ['new', 'seen', 'problem', 'quiet'];

describe('setBadge', () => {
  it('sets the text and the tooltip', async () => {
    await setBadge({ text: '3', tone: 'new' }, '3 breakouts (7 days)');
    expect(await fakeBrowser.action.getBadgeText({})).toBe('3');
    expect(await fakeBrowser.action.getTitle({})).toBe('3 breakouts (7 days)');
  });

  it('clears the text when there is nothing to count', async () => {
    await setBadge({ text: '3', tone: 'new' }, 'Three');
    await setBadge({ text: '', tone: 'seen' }, 'None');
    expect(await fakeBrowser.action.getBadgeText({})).toBe('');
  });

  it('sets a distinct colour for each tone', async () => {
    const colours: string[] = [];
    for (const tone of TONES) {
      await setBadge({ text: '3', tone }, '');
      colours.push(String(await fakeBrowser.action.getBadgeBackgroundColor({})));
    }
    expect(new Set(colours).size).toBe(TONES.length);
  });

  it('writes in white, which all colours are chosen for', async () => {
    const setColour = vi.spyOn(fakeBrowser.action, 'setBadgeTextColor');
    await setBadge({ text: '3', tone: 'new' }, '');
    expect(setColour).toHaveBeenCalledExactlyOnceWith({ color: '#ffffff' });
    setColour.mockRestore();
  });
});
