import { describe, expect, it } from 'vitest';
import {
  accountLabel,
  gainPeriod,
  lifePeriod,
  multipleInWords,
  reasonLine,
} from '../../../utils/messages/row-messages.ts';
import { english } from '../../builders/english.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';
import { aBreakoutRow, aRow } from '../../builders/window-ranking.ts';

const context = { t: english, locale: 'en', now: NOW, windowDays: 7 };

describe('reasonLine', () => {
  it('gives the usual gain', () => {
    expect(reasonLine(aBreakoutRow({ expected: 1000 }), context)).toBe('usually 1K in 7 d');
  });

  it.each([
    [{ lowEngagement: true }, 'few likes for its views'],
    [{ source: 'own-history', historyDays: 4 } as const, '4 of 7 d measured'],
    [{ source: 'own-history' } as const, 'measured here'],
    [{ wasRecounted: true }, 'count corrected'],
    [{ endedAt: NOW - 2 * HOUR }, 'ended 2 hours ago'],
  ])('adds one fact at most: %j', (changes, fact) => {
    expect(reasonLine(aBreakoutRow({ expected: 1000, ...changes }), context)).toBe(
      `usually 1K in 7 d · ${fact}`,
    );
  });

  it('names the usual of the whole life where that carries the verdict', () => {
    const changes = {
      headline: 'lifetime',
      usualCount: 4000,
      createdAt: NOW - 12 * DAY,
      lastRefreshedAt: NOW,
    } as const;
    expect(reasonLine(aBreakoutRow(changes), context)).toBe('usually 4K in its first 12 days');
  });

  it('names the usual gain where that of the whole life is unknown', () => {
    const changes = { headline: 'lifetime', usualCount: null, expected: 1000 } as const;
    expect(reasonLine(aBreakoutRow(changes), context)).toBe('usually 1K in 7 d');
  });

  it('names the usual gain where the gain decides', () => {
    const changes = { headline: 'gain', usualCount: 4000, expected: 1000 } as const;
    expect(reasonLine(aBreakoutRow(changes), context)).toBe('usually 1K in 7 d');
  });

  it.each([
    [3.2, '3 d'],
    [0.2, '1 d'],
    [7, '7 d'],
    [9, '7 d'],
    [null, '7 d'],
  ])('gives the usual of the days that the gain covers: %j is %s', (gainDays, days) => {
    expect(reasonLine(aBreakoutRow({ expected: 1000, gainDays }), context)).toBe(
      `usually 1K in ${days}`,
    );
  });

  it('gives no number where few views are usual', () => {
    for (const state of ['new-hit', 'resurging', 'still-running'] as const)
      expect(reasonLine(aBreakoutRow({ state, fewUsualViews: true }), context)).toBe(
        'far above its usual few views',
      );
    expect(reasonLine(aRow({ fewUsualViews: true }), context)).toBe('usually few views');
  });

  it('gives the views when there is no usual gain yet', () => {
    expect(reasonLine(aRow({ expected: null, multiple: null, views: 1200 }), context)).toBe(
      '1.2K views',
    );
    expect(reasonLine(aRow({ expected: null, multiple: null, views: null }), context)).toBe('');
  });
});

describe('gainPeriod', () => {
  const born = (days: number) => ({ createdAt: NOW - days * DAY, lastRefreshedAt: NOW });

  it.each([
    ['the window', { gainDays: 7, ...born(30) }, '7 days'],
    [
      'the first days of a post younger than that',
      { gainDays: 4.8, ...born(4.8) },
      'its first 5 days',
    ],
    ['the window of a gain that was counted over a little more', { gainDays: 7.6 }, '7 days'],
    ['the first day', { gainDays: 0.4, ...born(0.4) }, 'its first day'],
    ['the days that an old post was tracked', { gainDays: 3.2, ...born(30) }, '3 days'],
    ['the window where nothing else is known', { gainDays: null }, '7 days'],
    [
      'the days of a post as old as that, to half a day',
      { gainDays: 4, ...born(4.5) },
      'its first 4 days',
    ],
    ['the days of a post whose age is not known', { gainDays: 4, createdAt: null }, '4 days'],
    [
      'the days of a post that was not refreshed',
      { gainDays: 4, ...born(4), lastRefreshedAt: null },
      '4 days',
    ],
  ])('names %s', (_, changes, words) => {
    expect(gainPeriod(aRow(changes), context)).toBe(words);
  });
});

describe('lifePeriod', () => {
  it('names the days up to the last refresh, or up to now where there was none', () => {
    const createdAt = NOW - 12 * DAY;
    expect(lifePeriod(aRow({ createdAt, lastRefreshedAt: NOW - 2 * DAY }), context)).toBe(
      'its first 10 days',
    );
    expect(lifePeriod(aRow({ createdAt, lastRefreshedAt: null }), context)).toBe(
      'its first 12 days',
    );
    expect(lifePeriod(aRow({ createdAt: null, lastRefreshedAt: NOW }), context)).toBe(
      'its first day',
    );
  });
});

describe('multipleInWords', () => {
  it('gives the headline multiple, and none where few views are usual', () => {
    expect(multipleInWords(aBreakoutRow(), context)).toBe('8.8×');
    expect(multipleInWords(aBreakoutRow({ fewUsualViews: true }), context)).toBeNull();
  });
});

describe('accountLabel', () => {
  it('puts @ before a name, and labels unknown and private accounts', () => {
    expect(accountLabel('oskar', english)).toBe('@oskar');
    expect(accountLabel('\u202eoskar', english)).toBe('@oskar');
    expect(accountLabel('\u200b', english)).toBe('unknown account');
    expect(accountLabel(null, english)).toBe('unknown account');
  });
});
