import { describe, expect, it } from 'vitest';
import { cardFileName, cardWords } from '../../../entrypoints/full-view/post/card/card-words.ts';
import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { english } from '../../builders/english.ts';
import { DAY, NOW } from '../../builders/time.ts';
import { aBreakoutRow } from '../../builders/window-ranking.ts';

const CONTEXT = { t: english, locale: 'en', now: NOW, windowDays: 7 };
const card = (changes: Partial<RankedPost> = {}, isGainKnown = true) => ({
  post: aBreakoutRow({ accountName: '__élan', platform: 'tiktok', ...changes }),
  isGainKnown,
  reason: null,
});

describe('cardWords', () => {
  it('has the multiple with its sentence', () => {
    const words = cardWords(card({ multiple: 8.8, gained: 18_400, expected: 2100 }), CONTEXT);
    expect(words).toMatchObject({ account: '@__élan', initial: 'É', headline: '8.8×' });
    expect(words.unit).toBe('the usual');
    expect(words.about).toMatch(/^TikTok · Posted \w+ \d+, \d{4}$/);
    expect(words.sentence).toMatch(/^18\.4K views in .+ usually get 2\.1K, so this is 8\.8×/);
  });

  it('has what was gained where there is no multiple, and says what is not known', () => {
    const none = { multiple: null, expected: null, lifetimeMultiple: null, gained: 1200 };
    const words = cardWords(card(none), CONTEXT);
    expect([words.headline, words.sentence]).toEqual(['+1.2K', '']);
    expect(words.unit).toMatch(/^views, /);
    expect(cardWords(card(none, false), CONTEXT).headline).toBe('–');
  });

  it('cleans texts of others, and puts captions on one line', () => {
    const hostile = { accountName: 'a\u202Eb', caption: 'One\n\u2066two\u0007 \u200B three' };
    const words = cardWords(card(hostile), CONTEXT);
    expect(words.account).toBe('@ab');
    expect(words.caption).toBe('One two three');
    expect(cardWords(card({ caption: null }), CONTEXT).caption).toBe('No caption');
    expect(cardWords(card({ accountName: null }), CONTEXT)).toMatchObject({
      account: 'unknown account',
      initial: '',
    });
  });
});

describe('cardFileName', () => {
  it.each([
    ['creator.3', 'breakouts-creator.3-2026-11-2'],
    ['../../évil: <name>', 'breakouts-....évilname-2026-11-2'],
    [null, 'breakouts-2026-11-2'],
    ['x'.repeat(300), `breakouts-${'x'.repeat(60)}-2026-11-2`],
  ])('of an account called %s', (accountName, start) => {
    const name = cardFileName(card({ accountName }), Date.UTC(2026, 10, 20) + DAY);
    expect(name).toBe(`${start}1.png`);
  });
});
