import { describe, expect, it } from 'vitest';
import { noticeWords } from '../../../utils/messages/notice-words.ts';
import { alertMessage, alertPost } from '../../builders/alert-message.ts';
import { english } from '../../builders/english.ts';
import { DAY, HOUR, NOW } from '../../builders/time.ts';

const write = (changes: Parameters<typeof alertMessage>[0]) =>
  noticeWords(alertMessage(changes), { t: english, locale: 'en' });

describe('noticeWords', () => {
  it('says what is new, of whom and what it is about', () => {
    const { title, text } = write({ posts: [alertPost({ caption: 'Five minute pasta' })] });
    expect(title).toBe('1 new breakout, strongest @anna 8.8×');
    expect(text).toMatch(/^@anna · TikTok · 8\.8× the usual/);
    expect(text.split('\n')).toContain('Five minute pasta');
  });

  it('gives no caption where it names several posts', () => {
    const posts = ['one', 'two'].map((id) => alertPost({ id, caption: `Caption of ${id}` }));
    expect(write({ posts }).text).not.toContain('Caption');
  });

  it('sums a digest up, and names the time that it is about', () => {
    const since = NOW - DAY - 3 * HOUR;
    expect(write({ kind: 'digest', newCount: 3, endedCount: 2, since }).title).toMatch(
      /^Since Sunday.* 9:00.*: 3 new, 2 over, strongest @anna 8\.8×$/,
    );
  });

  it('has a text even when it names no post', () => {
    const digest = { kind: 'digest' as const, posts: [], newCount: 0, endedCount: 2, since: NOW };
    expect(write(digest).text).toBe('Open the full list.');
  });

  it('marks the sample', () => {
    expect(write({ isSample: true }).title).toMatch(/^Sample data, not your posts\. 1 new/);
  });
});
