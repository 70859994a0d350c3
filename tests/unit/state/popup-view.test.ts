import { describe, expect, it } from 'vitest';
import {
  DEFAULT_VIEW,
  NO_FILTERS,
  orderOf,
  parsePopupSession,
  parsePopupView,
  SESSION_KEPT_MS,
} from '../../../utils/state/popup-view.ts';
import { MINUTE, NOW } from '../../builders/time.ts';

describe('parsePopupView', () => {
  it.each([
    undefined,
    null,
    'text',
    7,
    {},
    { tab: 'other', windowDays: -1, order: 3, filters: 'x' },
  ])('returns the defaults for %j', (stored) => {
    expect(parsePopupView(stored)).toEqual(DEFAULT_VIEW);
  });

  it('keeps valid values and resets the rest', () => {
    const stored = {
      tab: 'topMovers',
      windowDays: 30,
      order: 'x',
      filters: { platform: 'tiktok', category: 4 },
    };
    expect(parsePopupView(stored)).toEqual({
      tab: 'topMovers',
      windowDays: 30,
      order: null,
      filters: { ...NO_FILTERS, platform: 'tiktok' },
    });
  });
});

describe('parsePopupSession', () => {
  const session = { closedAt: NOW, search: 'nike', scrollTop: 120, focusedKey: 'post' };

  it('restores a popup within ten minutes, and not later', () => {
    expect(parsePopupSession(session, NOW + 9 * MINUTE)).toEqual(session);
    expect(parsePopupSession(session, NOW + SESSION_KEPT_MS)).toEqual(session);
    expect(parsePopupSession(session, NOW + SESSION_KEPT_MS + 1)).toBeNull();
  });

  it('treats a time in the future as damage', () => {
    expect(parsePopupSession(session, NOW - MINUTE)).toBeNull();
  });

  it('resets invalid values', () => {
    expect(
      parsePopupSession({ closedAt: NOW, search: 1, scrollTop: -5, focusedKey: {} }, NOW),
    ).toEqual({
      closedAt: NOW,
      search: '',
      scrollTop: 0,
      focusedKey: null,
    });
  });
});

describe('orderOf', () => {
  it('defaults to views for top movers and to the multiple for the other tabs', () => {
    expect(orderOf({ tab: 'topMovers', order: null })).toBe('views');
    expect(orderOf({ tab: 'breakouts', order: null })).toBe('multiple');
    expect(orderOf({ tab: 'topMovers', order: 'multiple' })).toBe('multiple');
  });
});
