import { describe, expect, it } from 'vitest';
import {
  confidenceSentence,
  factSentences,
  reasonSentence,
} from '../../../utils/messages/detail-messages.ts';
import { english } from '../../builders/english.ts';
import { DAY, NOW } from '../../builders/time.ts';
import { aBreakoutRow, aRow } from '../../builders/window-ranking.ts';

const context = { t: english, locale: 'en', now: NOW, windowDays: 7 };

describe('reasonSentence', () => {
  it('explains the multiple with the numbers beside it', () => {
    expect(reasonSentence(aBreakoutRow(), context)).toBe(
      '673K views in 7 days. Posts this old on this account usually get 76.4K, ' +
        'so this is 8.8× the usual (based on 20 other posts of this account).',
    );
  });

  it('gives the whole life first where that decides', () => {
    const post = aBreakoutRow({
      ...{ headline: 'lifetime', usualCount: 50_000, lifetimeMultiple: 14, multiple: 8.8 },
      ...{ createdAt: NOW - 12 * DAY, lastRefreshedAt: NOW },
    });
    expect(reasonSentence(post, context)).toBe(
      '700K views in its first 12 days. Posts this old on this account usually get 50K, ' +
        'so this is 14× the usual (based on 20 other posts of this account). ' +
        '673K of them in 7 days.',
    );
  });

  it('states no multiple where few views are usual', () => {
    const few = { fewUsualViews: true, gained: 900, expected: 12 } as const;
    expect(reasonSentence(aBreakoutRow(few), context)).toMatch(
      /^900 views in 7 days. That's far above the few views/,
    );
    expect(reasonSentence(aRow(few), context)).toMatch(/usually get few views/);
    expect(reasonSentence(aBreakoutRow(few), context)).not.toMatch(/×/);
  });

  it('gives a speed-up that the rule found', () => {
    expect(reasonSentence(aBreakoutRow({ speedUp: 3 }), context)).toMatch(/growing 3× faster/);
    expect(reasonSentence(aBreakoutRow({ speedUp: null }), context)).not.toMatch(/faster/);
  });

  it.each([
    { headline: 'gain' },
    { headline: 'lifetime', usualCount: null },
    { headline: 'lifetime', lifetimeMultiple: null },
    { headline: 'lifetime', views: null },
  ] as const)('explains the gain where the whole life does not decide: %j', (changes) => {
    const life = { usualCount: 50_000, lifetimeMultiple: 14 };
    expect(reasonSentence(aBreakoutRow({ ...life, ...changes }), context)).toBe(
      '673K views in 7 days. Posts this old on this account usually get 76.4K, ' +
        'so this is 8.8× the usual (based on 20 other posts of this account).',
    );
  });

  it('is empty without a baseline', () => {
    expect(reasonSentence(aRow({ expected: null }), context)).toBe('');
    expect(reasonSentence(aRow({ expected: 1000, multiple: null }), context)).toBe('');
  });
});

describe('confidenceSentence', () => {
  it('gives the lower bound of the multiple when it is above the usual', () => {
    expect(confidenceSentence(aBreakoutRow(), context)).toMatch(/^At least 6.1× usual/);
    expect(confidenceSentence(aBreakoutRow({ multipleLowerBound: 1 }), context)).toBeNull();
    expect(confidenceSentence(aBreakoutRow({ multipleLowerBound: 0.8 }), context)).toBeNull();
    expect(confidenceSentence(aBreakoutRow({ multipleLowerBound: null }), context)).toBeNull();
  });
});

describe('factSentences', () => {
  it('returns a sentence for every fact', () => {
    const post = aBreakoutRow({
      lowEngagement: true,
      source: 'own-history',
      historyDays: 4,
      wasRecounted: true,
    });
    const facts = factSentences(post, context);
    expect(facts).toHaveLength(4);
    expect(facts.every((fact) => /^[A-Z\d].*\.$/.test(fact))).toBe(true);
    expect(facts.join(' ')).toContain('(4 of 7 days)');
  });

  it('returns the present views alone of a post without other facts', () => {
    expect(factSentences(aBreakoutRow(), context)).toEqual([
      "700,000 total views at CreatorAudit's last check.",
    ]);
    expect(factSentences(aBreakoutRow({ views: null }), context)).toEqual([]);
  });

  it('counts all days of the window where the measured ones are not known', () => {
    const facts = factSentences(aBreakoutRow({ source: 'own-history' }), context);
    expect(facts.join(' ')).toContain('(7 of 7 days)');
  });
});
