import { describe, expect, it } from 'vitest';
import { markOfPosts } from '../../../entrypoints/full-view/actions/mark-selection.ts';
import type { ShownPost } from '../../../utils/state/shown-post.ts';
import { english } from '../../builders/english.ts';
import { DAY, NOW } from '../../builders/time.ts';
import { aBreakoutRow } from '../../builders/window-ranking.ts';

const context = { t: english, locale: 'en', now: NOW };
const posts = ['p1', 'p2'].map(
  (id): ShownPost => ({
    ...aBreakoutRow({ id, accountName: 'someone', caption: 'A caption' }),
    engagementRate: null,
    followers: null,
  }),
);

describe('markOfPosts', () => {
  it('marks all posts in one command that can be undone', () => {
    expect(markOfPosts(posts, 'seen', context)).toEqual({
      command: { type: 'mark-seen', postIds: ['p1', 'p2'], isUndoable: true },
      done: 'Marked 2 seen',
    });
    expect(markOfPosts(posts, 'new', context)).toEqual({
      command: { type: 'mark-new', postIds: ['p1', 'p2'] },
      done: '2 posts marked as new',
    });
  });

  it.each([
    ['snoozeDay', 1, '2 posts snoozed for 1 day'],
    ['snoozeWeek', 7, '2 posts snoozed for 7 days'],
  ] as const)('snoozes by %s until %i days from now', (mark, days, done) => {
    expect(markOfPosts(posts, mark, context)).toEqual({
      command: {
        type: 'snooze',
        postIds: ['p1', 'p2'],
        snooze: { until: NOW + days * DAY },
      },
      done,
    });
  });

  it('mutes posts with the words that name them in the list of muted ones', () => {
    const { command, done } = markOfPosts(posts.slice(0, 1), 'mute', context);
    expect(command).toEqual({
      type: 'mute-posts',
      posts: [{ postId: 'p1', accountName: 'someone', caption: 'A caption' }],
    });
    expect(done).toBe('1 post muted');
  });
});
