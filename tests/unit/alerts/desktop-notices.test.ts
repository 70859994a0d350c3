import { describe, expect, it } from 'vitest';
import {
  addNotice,
  NO_DESKTOP_NOTICES,
  nextNotice,
  outdatedNotices,
  recordShown,
  withoutShown,
} from '../../../utils/alerts/desktop-notices.ts';
import { noticeIdOf, targetOfNotice } from '../../../utils/alerts/notice-target.ts';
import { withoutWithheld } from '../../../utils/alerts/select-posts.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { accountRise, alertMessage, alertPost } from '../../builders/alert-message.ts';
import { DAY, NOW } from '../../builders/time.ts';

const seen = (...ids: readonly string[]) => ({
  ...NO_MARKS,
  posts: Object.fromEntries(ids.map((id) => [id, { seenAt: NOW }])),
});
const two = alertMessage({ posts: [alertPost({ id: 'a' }), alertPost({ id: 'b' })] });

describe('desktop notices', () => {
  it('are added once', () => {
    const added = addNotice(NO_DESKTOP_NOTICES, two);
    expect(addNotice(added, two)).toEqual(added);
    const shown = recordShown(added, two, 'notice');
    expect(shown).toEqual({ toShow: [], shown: [{ noticeId: 'notice', message: two }] });
    expect(addNotice(shown, two)).toEqual(shown);
  });

  it('are shown one after the other, and forgotten one by one', () => {
    const other = alertMessage({ id: 'm2' });
    const both = addNotice(addNotice(NO_DESKTOP_NOTICES, two), other);
    expect(nextNotice(both, NOW)).toEqual(two);
    const shown = recordShown(both, two, 'notice');
    expect(nextNotice(shown, NOW)).toEqual(other);
    const all = recordShown(shown, other, 'other notice');
    expect(withoutShown(all, ['notice'])).toEqual({
      toShow: [],
      shown: [{ noticeId: 'other notice', message: other }],
    });
  });

  it('are remembered as shown only as far as browsers keep them', () => {
    const messages = Array.from({ length: 25 }, (_, index) => alertMessage({ id: `${index}` }));
    const { shown } = messages.reduce(
      (notices, message) => recordShown(notices, message, message.id),
      NO_DESKTOP_NOTICES,
    );
    expect(shown.map(({ noticeId }) => Number(noticeId))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 5),
    );
  });

  it('are not shown a day later', () => {
    const added = addNotice(NO_DESKTOP_NOTICES, two);
    expect(nextNotice(added, NOW + DAY - 1)).toEqual(two);
    expect(nextNotice(added, NOW + DAY)).toBeNull();
  });

  it('are outdated when all their posts are seen or hidden', () => {
    const shown = recordShown(NO_DESKTOP_NOTICES, two, 'notice');
    expect(outdatedNotices(shown, seen('a'), NOW)).toEqual([]);
    expect(outdatedNotices(shown, seen('a', 'b'), NOW)).toEqual(['notice']);
    expect(withoutShown(shown, ['notice'])).toEqual(NO_DESKTOP_NOTICES);
    const empty = alertMessage({ kind: 'test', posts: [] });
    expect(outdatedNotices(recordShown(NO_DESKTOP_NOTICES, empty, 'test'), NO_MARKS, NOW)).toEqual(
      [],
    );
  });
});

describe('withoutWithheld', () => {
  it('leaves out what was seen since, and counts the rest', () => {
    expect(withoutWithheld(two, seen('a'), NOW)).toMatchObject({
      posts: [{ id: 'b' }],
      newCount: 1,
    });
    expect(withoutWithheld(two, NO_MARKS, NOW)).toBe(two);
  });

  it('is nothing when all was seen, unless a digest says what ended', () => {
    expect(withoutWithheld(two, seen('a', 'b'), NOW)).toBeNull();
    const digest = { ...two, kind: 'digest' as const, endedCount: 1 };
    expect(withoutWithheld(digest, seen('a', 'b'), NOW)).toMatchObject({ posts: [], newCount: 0 });
    expect(withoutWithheld({ ...digest, endedCount: 0 }, seen('a', 'b'), NOW)).toBeNull();
    expect(withoutWithheld({ ...two, endedCount: 2 }, seen('a', 'b'), NOW)).toBeNull();
  });

  it('counts the posts that the message does not name', () => {
    const more = { ...two, newCount: 12 };
    expect(withoutWithheld(more, seen('a', 'b'), NOW)).toMatchObject({ posts: [], newCount: 10 });
  });

  it('keeps an account rise while one of its posts is new', () => {
    const message = alertMessage({ posts: [accountRise(['p', 'q'])] });
    expect(withoutWithheld(message, seen('p'), NOW)).toBe(message);
    expect(withoutWithheld(message, seen('p', 'q'), NOW)).toBeNull();
  });

  it('leaves a test message alone', () => {
    const test = { ...two, kind: 'test' as const };
    expect(withoutWithheld(test, seen('a', 'b'), NOW)).toBe(test);
  });
});

describe('targetOfNotice', () => {
  it('is the post of a notice of one', () => {
    const url = 'https://www.tiktok.com/@anna/video/1?a=b&c=d#e';
    const message = alertMessage({ posts: [alertPost({ id: 'a', url })] });
    expect(targetOfNotice(noticeIdOf(message))).toEqual({ kind: 'post', postId: 'a', url });
  });

  it('is the full view for a notice that names one of several posts', () => {
    const message = alertMessage({ posts: [alertPost({ id: 'a' })], newCount: 2 });
    expect(targetOfNotice(noticeIdOf(message))).toEqual({ kind: 'full-view', postId: null });
  });

  it('is the full view for several posts and for a whole account', () => {
    const view = { kind: 'full-view', postId: null };
    expect(targetOfNotice(noticeIdOf(two))).toEqual(view);
    const rise = alertMessage({ posts: [accountRise(['p'])] });
    expect(targetOfNotice(noticeIdOf(rise))).toEqual(view);
  });

  it('is the post in the full view where its address does not fit into the id', () => {
    const url = `https://www.tiktok.com/${'x'.repeat(600)}`;
    const id = noticeIdOf(alertMessage({ posts: [alertPost({ id: 'a', url })] }));
    expect(id.length).toBeLessThanOrEqual(500);
    expect(targetOfNotice(id)).toEqual({ kind: 'full-view', postId: 'a' });
  });

  it.each(['javascript:alert(1)', 'javascript:alert("https://x")', 'http://x'])(
    'does not open %s',
    (url) => {
      const id = new URLSearchParams({ post: 'a', url }).toString();
      expect(targetOfNotice(id)).toEqual({ kind: 'full-view', postId: 'a' });
    },
  );

  it('is the full view for an id without a post or without an address', () => {
    const url = 'https://www.tiktok.com/@anna/video/1';
    const idOf = (parts: Record<string, string>) => new URLSearchParams(parts).toString();
    expect(targetOfNotice(idOf({ url }))).toEqual({ kind: 'full-view', postId: null });
    expect(targetOfNotice(idOf({ post: 'a' }))).toEqual({ kind: 'full-view', postId: 'a' });
  });

  it('is unique for each message', () => {
    expect(noticeIdOf(two)).not.toBe(noticeIdOf({ ...two, id: 'other' }));
  });
});
