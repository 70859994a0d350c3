import { describe, expect, it } from 'vitest';
import { confidenceSentence, factSentences, reasonSentence } from '../../../utils/messages/detail-messages.ts';
import { english } from '../../builders/english.ts';
import { NOW } from '../../builders/moments.ts';
import { aBreakoutRow, aRow } from '../../builders/window-ranking.ts';

const context = { t: english, locale: 'en', now: NOW, windowDays: 7 };

describe('reasonSentence', () => {
  it('explains the multiple with the numbers beside it', () => {
    expect(reasonSentence(aBreakoutRow(), context)).toBe(
      '673K views in 7 days. Posts this old on this account usually get 76.4K, so this is 8.8× the usual (based on 20 posts).',
    );
  });

  it('tells the lifetime figure only when it stands out more', () => {
    expect(reasonSentence(aBreakoutRow({ lifetimeMultiple: 12 }), context)).toMatch(/Since it was posted: 12×/);
    expect(reasonSentence(aBreakoutRow({ lifetimeMultiple: 9 }), context)).not.toMatch(/Since it was posted/);
  });

  it('tells a speed-up from 1.5 on', () => {
    expect(reasonSentence(aBreakoutRow({ speedUp: 3 }), context)).toMatch(/growing 3× faster/);
    expect(reasonSentence(aBreakoutRow({ speedUp: 1.4 }), context)).not.toMatch(/faster/);
  });

  it('is empty without a baseline', () => {
    expect(reasonSentence(aRow({ expected: null }), context)).toBe('');
  });
});

describe('confidenceSentence', () => {
  it('names the least multiple, where that is above the usual', () => {
    expect(confidenceSentence(aBreakoutRow(), context)).toMatch(/^At least 6.1× usual/);
    expect(confidenceSentence(aBreakoutRow({ multipleLowerBound: 0.8 }), context)).toBeNull();
    expect(confidenceSentence(aBreakoutRow({ multipleLowerBound: null }), context)).toBeNull();
  });
});

describe('factSentences', () => {
  it('tells every fact in a sentence', () => {
    const post = aBreakoutRow({
      quietDays: 1,
      lowEngagement: true,
      source: 'own-history',
      historyDays: 4,
      wasRecounted: true,
    });
    const facts = factSentences(post, context);
    expect(facts).toHaveLength(5);
    expect(facts.every((fact) => /^[A-Z\d].*\.$/.test(fact))).toBe(true);
    expect(facts.join(' ')).toContain('(4 of 7 days)');
  });
});
