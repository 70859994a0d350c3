import { describe, expect, it } from 'vitest';
import {
  countFilters,
  DEFAULT_VIEW,
  isInGroups,
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

  it('keeps a chosen order, and a window only if it is a number of days', () => {
    expect(parsePopupView({ order: 'engagement' }).order).toBe('engagement');
    expect(parsePopupView({ windowDays: 1 }).windowDays).toBe(1);
    for (const windowDays of [0, '7', null])
      expect(parsePopupView({ windowDays }).windowDays).toBeNull();
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

  it('treats a time that is no number as damage', () => {
    expect(parsePopupSession({ ...session, closedAt: String(NOW) }, NOW)).toBeNull();
    expect(parsePopupSession({ ...session, scrollTop: '120' }, NOW)?.scrollTop).toBe(0);
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

describe('countFilters', () => {
  it('counts the filters that are set', () => {
    expect(countFilters(NO_FILTERS)).toBe(0);
    expect(countFilters({ ...NO_FILTERS, tag: 'a', minFollowers: 10 })).toBe(2);
  });
});

describe('isInGroups', () => {
  const post = {
    ...{ platform: 'tiktok', creatorName: 'Nike', category: null, accountKey: 'a' },
    tags: ['team: A', 'launch'],
  };

  it('is true for a post of every group that is named', () => {
    expect(isInGroups(post, NO_FILTERS)).toBe(true);
    expect(isInGroups(post, { ...NO_FILTERS, creatorName: 'Nike', tag: 'launch' })).toBe(true);
    expect(isInGroups(post, { ...NO_FILTERS, creatorName: 'Nike', tag: 'other' })).toBe(false);
    expect(isInGroups(post, { ...NO_FILTERS, platform: 'instagram' })).toBe(false);
  });
});

describe('orderOf', () => {
  it('defaults to views for top movers and to the multiple for the other tabs', () => {
    expect(orderOf({ tab: 'topMovers', order: null })).toBe('views');
    expect(orderOf({ tab: 'breakouts', order: null })).toBe('multiple');
    expect(orderOf({ tab: 'topMovers', order: 'multiple' })).toBe('multiple');
  });
});
