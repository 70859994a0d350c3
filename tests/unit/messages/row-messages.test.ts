import { describe, expect, it } from 'vitest';
import { accountLabel, reasonLine } from '../../../utils/messages/row-messages.ts';
import { english } from '../../builders/english.ts';
import { HOUR, NOW } from '../../builders/moments.ts';
import { aBreakoutRow, aRow } from '../../builders/window-ranking.ts';

const context = { t: english, locale: 'en', now: NOW, windowDays: 7 };

describe('reasonLine', () => {
  it('names what is usual', () => {
    expect(reasonLine(aBreakoutRow({ expected: 1000 }), context)).toBe('usually 1K in 7 d');
  });

  it.each([
    [{ quietDays: 9 }, 'woke up after 9 quiet days'],
    [{ lowEngagement: true }, 'few likes for its views'],
    [{ source: 'own-history', historyDays: 4 } as const, '4 of 7 d measured'],
    [{ source: 'own-history' } as const, 'measured here'],
    [{ wasRecounted: true }, 'count corrected'],
    [{ endedAt: NOW - 2 * HOUR }, 'ended 2 hours ago'],
  ])('adds at most one fact: %j', (changes, fact) => {
    expect(reasonLine(aBreakoutRow({ expected: 1000, ...changes }), context)).toBe(`usually 1K in 7 d · ${fact}`);
  });

  it('says how many views there are where nothing is usual yet', () => {
    expect(reasonLine(aRow({ expected: null, multiple: null, views: 1200 }), context)).toBe('1.2K views');
    expect(reasonLine(aRow({ expected: null, multiple: null, views: null }), context)).toBe('');
  });
});

describe('accountLabel', () => {
  it('puts @ before a name, and names an account that is unknown or cannot be seen', () => {
    expect(accountLabel('oskar', english)).toBe('@oskar');
    expect(accountLabel('\u202eoskar', english)).toBe('@oskar');
    expect(accountLabel('\u200b', english)).toBe('unknown account');
    expect(accountLabel(null, english)).toBe('unknown account');
  });
});
