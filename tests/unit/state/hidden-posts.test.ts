import { describe, expect, it } from 'vitest';
import { type HiddenBy, hiddenBy } from '../../../utils/state/hidden-posts.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import type { Marks } from '../../../utils/state/marks.ts';
import { DAY, NOW } from '../../builders/time.ts';

const POST = { id: 'p1', accountKey: 'a1', creatorName: 'Ada' };
const MUTED = { at: NOW, accountName: null, caption: null };

describe('hiddenBy', () => {
  it.each<[HiddenBy | null, Partial<Marks>]>([
    [null, {}],
    [null, { posts: { p1: { seenAt: NOW } } }],
    ['snoozed', { posts: { p1: { snoozed: { until: NOW + 1 } } } }],
    [null, { posts: { p1: { snoozed: { until: NOW } } } }],
    ['snoozed', { posts: { p1: { snoozed: { untilMultiple: 10, windowDays: 7 } } } }],
    ['muted-post', { posts: { p1: { muted: MUTED } } }],
    ['muted-post', { posts: { p1: { snoozed: { until: NOW - DAY }, muted: MUTED } } }],
    ['muted-account', { accounts: { a1: { at: NOW, accountName: null, platform: null } } }],
    ['muted-creator', { creators: { Ada: { at: NOW } } }],
    [
      null,
      {
        posts: { p2: { muted: MUTED } },
        accounts: { a2: MUTED as never },
        creators: { Bo: { at: NOW } },
      },
    ],
  ])('is %s with %j', (expected, marks) => {
    expect(hiddenBy(POST, { ...NO_MARKS, ...marks }, NOW)).toBe(expected);
  });

  it('returns null for a post of an unknown account and creator', () => {
    const marks = {
      ...NO_MARKS,
      accounts: { null: MUTED as never },
      creators: { null: { at: NOW } },
    };
    expect(hiddenBy({ id: 'p1', accountKey: null, creatorName: null }, marks, NOW)).toBeNull();
  });
});
