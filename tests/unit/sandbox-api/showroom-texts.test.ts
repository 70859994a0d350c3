import { describe, expect, it } from 'vitest';
import { seededLibrary } from '../../sandbox-api/seeded-library.ts';
import { SHOWROOM_TEXTS, SHOWROOM_TOPICS } from '../../sandbox-api/showroom-texts.ts';

const START = Date.UTC(2026, 10, 20, 12);
const SIZE = { posts: 300, accounts: 40 };
const showroom = seededLibrary(7, START, SIZE, SHOWROOM_TEXTS);

describe('showroom library', () => {
  it('has the posts and counts of the library with the same seed', () => {
    const trying = seededLibrary(7, START, SIZE);
    const numbers = (posts: typeof showroom) =>
      posts.map(({ id, createdAt, countsAt }) => [id, createdAt, countsAt(START)]);
    expect(numbers(showroom)).toEqual(numbers(trying));
  });

  it('gives every post a caption that fits two lines of the popup', () => {
    for (const { caption } of showroom) expect(caption).toMatch(/^\S.{5,70}\S$/u);
  });

  it('gives every account a user name of its own that platforms accept', () => {
    const names = Array.from({ length: 100 }, (_, account) => SHOWROOM_TEXTS.username(account));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9._]{3,24}$/);
  });

  it('never gives two posts of an account the same caption', () => {
    const texts = showroom.map(({ username, caption }) => `${username}: ${caption}`);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('writes about the topic of the account', () => {
    for (const { username, caption } of showroom) {
      const topic = SHOWROOM_TOPICS.find(({ accounts }) => accounts.includes(username ?? ''));
      expect(topic?.captions).toContain(caption?.replace(/, part \d+$/, ''));
    }
  });
});
