import { describe, expect, it } from 'vitest';
import {
  markSelection,
  muteSelection,
  snoozeSelection,
} from '../../../entrypoints/full-view/actions/mark-selection.ts';
import type { ShownPost } from '../../../utils/state/shown-post.ts';
import { english } from '../../builders/english.ts';
import { DAY, NOW } from '../../builders/time.ts';
import { aBreakoutRow } from '../../builders/window-ranking.ts';

const context = { t: english, locale: 'en', now: NOW, windowDays: 7 };

const shown = (row: Parameters<typeof aBreakoutRow>[0]): ShownPost => ({
  ...aBreakoutRow({ accountName: 'someone', caption: 'A caption', ...row }),
  engagementRate: null,
  followers: null,
});

const posts = [
  shown({ id: 'p1', multiple: 4, accountKey: 'a1', platform: 'tiktok', creatorName: 'Ada' }),
  shown({ id: 'p2', multiple: null, accountKey: 'a1', platform: 'tiktok', creatorName: null }),
];

describe('markSelection', () => {
  it('marks all posts in one command that can be undone', () => {
    expect(markSelection(posts, 'seen', context)).toEqual({
      command: { type: 'mark-seen', postIds: ['p1', 'p2'], isUndoable: true },
      done: 'Marked 2 seen',
    });
    expect(markSelection(posts, 'new', context)).toEqual({
      command: { type: 'mark-new', postIds: ['p1', 'p2'] },
      done: '2 posts marked as new',
    });
  });
});

describe('snoozeSelection', () => {
  it.each([
    ['day', 1, '2 posts snoozed for 1 day'],
    ['week', 7, '2 posts snoozed for 7 days'],
  ] as const)('snoozes for a %s, %i days from now', (length, days, done) => {
    const until = NOW + days * DAY;
    expect(snoozeSelection(posts, length, context)).toEqual({
      command: { type: 'snooze-many', snoozes: { p1: { until }, p2: { until } } },
      done,
    });
  });

  it('snoozes each post until its own multiple has doubled', () => {
    expect(snoozeSelection(posts, 'doubles', context)).toEqual({
      command: {
        type: 'snooze-many',
        snoozes: {
          p1: { untilMultiple: 8, windowDays: 7 },
          p2: { untilMultiple: 2, windowDays: 7 },
        },
      },
      done: '2 posts snoozed until they double',
    });
  });
});

describe('muteSelection', () => {
  it('mutes posts with the words that name them in the list of muted ones', () => {
    expect(muteSelection(posts.slice(0, 1), 'post', context)).toEqual({
      command: {
        type: 'mute-many',
        targets: [{ kind: 'post', postId: 'p1', accountName: 'someone', caption: 'A caption' }],
      },
      done: '1 post muted',
    });
  });

  it('mutes an account of several posts once, and the creators that are named', () => {
    expect(muteSelection(posts, 'account', context)).toEqual({
      command: {
        type: 'mute-many',
        targets: [
          { kind: 'account', accountKey: 'a1', accountName: 'someone', platform: 'tiktok' },
        ],
      },
      done: '1 account muted',
    });
    expect(muteSelection(posts, 'creator', context)).toEqual({
      command: { type: 'mute-many', targets: [{ kind: 'creator', creatorName: 'Ada' }] },
      done: '1 creator muted',
    });
  });

  it('mutes nothing where no creator is named', () => {
    expect(muteSelection(posts.slice(1), 'creator', context)).toBeNull();
  });
});
