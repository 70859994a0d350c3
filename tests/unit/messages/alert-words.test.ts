import { describe, expect, it } from 'vitest';
import { alertWords } from '../../../utils/messages/alert-words.ts';
import { alertMessage, alertPost } from '../../builders/alert-message.ts';
import { loadMessages } from '../../builders/catalogue.ts';
import { english } from '../../builders/english.ts';

const i18n = { t: english, locale: 'en' };
const MONDAY = Date.UTC(2026, 10, 23, 9);

describe('alertWords', () => {
  it('says the number and the strongest of new breakouts, and names each', () => {
    const posts = [alertPost(), alertPost({ id: 'p2', multiple: null, caption: null })];
    expect(alertWords(alertMessage({ posts }), i18n)).toEqual({
      title: '2 new breakouts, strongest @anna 8.8×',
      lines: [
        {
          headline: '@anna · TikTok · 8.8× the usual · 18.4K views gained in 7 days',
          url: 'https://www.tiktok.com/@anna/video/p1',
          caption: 'Caption of p1',
        },
        {
          headline: '@anna · TikTok · far above its usual few views · 18.4K views gained in 7 days',
          url: 'https://www.tiktok.com/@anna/video/p2',
          caption: null,
        },
      ],
      footer: null,
    });
  });

  it('says since when a digest counts, by the weekday in the zone of the user', () => {
    const digest = { kind: 'digest', since: MONDAY, newCount: 3, endedCount: 2 } as const;
    const message = alertMessage({ ...digest, timeZone: 'Europe/Berlin' });
    const { title, footer } = alertWords(message, i18n);
    expect(title.replace(/\s/g, ' ')).toBe(
      'Since Monday 10:00 AM: 3 new, 2 over, strongest @anna 8.8×',
    );
    expect(footer).toBe('and 2 more');
    const longAgo = alertMessage({ ...digest, since: MONDAY - 30 * 86_400_000 });
    expect(alertWords(longAgo, i18n).title).toMatch(/^Since Oct 24 9:00/);
  });

  it('says what doubled, what is over and that a whole account is up', () => {
    const posts = [
      alertPost({ formerMultiple: 4.1 }),
      alertPost({ endedAt: MONDAY }),
      alertPost({ id: 'account:1', url: null, caption: null, gained: null }),
    ];
    const { lines } = alertWords(alertMessage({ posts }), i18n);
    expect(lines.map(({ headline }) => headline)).toEqual([
      '@anna · TikTok · 8.8× the usual · up from 4.1× · 18.4K views gained in 7 days',
      expect.stringMatching(/No longer breaking out$/),
      '@anna · TikTok · 8.8× the usual · The whole account is up',
    ]);
  });

  it('says of a test message what it is, and counts no other posts', () => {
    const message = alertMessage({ kind: 'test', newCount: 9 });
    const { title, footer } = alertWords(message, i18n);
    expect(title).toMatch(/test/i);
    expect(title).not.toMatch(/\d/);
    expect(footer).toBeNull();
  });

  it('names the strongest without a multiple where few views are usual', () => {
    const message = alertMessage({ posts: [alertPost({ multiple: null })] });
    expect(alertWords(message, i18n).title).toBe('1 new breakout, strongest @anna');
    const none = alertMessage({ kind: 'digest', posts: [], newCount: 0, since: MONDAY });
    expect(alertWords(none, i18n).title).toMatch(/: 0 new$/);
  });

  it('names five posts and counts the others', () => {
    const posts = Array.from({ length: 8 }, (_, index) => alertPost({ id: `${index}` }));
    const { lines, footer } = alertWords(alertMessage({ posts, newCount: 12 }), i18n);
    expect(lines).toHaveLength(5);
    expect(footer).toBe('and 7 more');
  });

  it('cleans names and captions of what would reorder or break the line', () => {
    const posts = [alertPost({ accountName: 'a\u202eb\n', caption: 'one\n\ntwo\u200b' })];
    const [line] = alertWords(alertMessage({ posts }), i18n).lines;
    expect(line?.headline).toMatch(/^@ab ·/);
    expect(line?.caption).toBe('one two');
  });

  it('is written in the language of the browser', async () => {
    const { translate } = await loadMessages('ja');
    const message = alertMessage({ kind: 'digest', since: MONDAY, newCount: 3, endedCount: 2 });
    expect(alertWords(message, { t: translate, locale: 'ja' }).title).toBe(
      '月曜日 9:00以降：新着3件、終了2件、最大は@anna 8.8倍',
    );
  });
});
