import { describe, expect, it } from 'vitest';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import type { Marks } from '../../../utils/state/marks.ts';
import { nextSnoozeEnd, pruneMarks } from '../../../utils/state/prune-marks.ts';
import { DAY, MINUTE, NOW } from '../../builders/time.ts';

const MUTED = { at: NOW, accountName: null, caption: null };
const prune = (
  posts: Marks['posts'],
  changes: { flagged?: readonly string[]; multiple?: number | null; undo?: Marks['undo'] } = {},
) =>
  pruneMarks(
    { ...NO_MARKS, posts, undo: changes.undo ?? [] },
    new Set(changes.flagged ?? []),
    (id, days) => (id === 'p1' && days === 7 ? (changes.multiple ?? null) : null),
    NOW,
  );

describe('pruneMarks', () => {
  it('drops a seen mark with its flag, so that the post is new when it breaks out again', () => {
    const posts = { p1: { seenAt: NOW }, p2: { seenAt: NOW } };
    expect(prune(posts, { flagged: ['p1'] }).posts).toEqual({ p1: { seenAt: NOW } });
  });

  it('keeps mutes and snoozes of posts that are not flagged', () => {
    const posts = { p1: { seenAt: NOW, muted: MUTED }, p2: { snoozed: { until: NOW + DAY } } };
    expect(prune(posts).posts).toEqual({
      p1: { muted: MUTED },
      p2: { snoozed: { until: NOW + DAY } },
    });
  });

  it('drops snoozes that have ended', () => {
    expect(prune({ p1: { snoozed: { until: NOW } } }).posts).toEqual({});
    expect(prune({ p1: { snoozed: { until: NOW } } }, { flagged: ['p1'] }).posts).toEqual({});
  });

  it.each([
    [9.9, true],
    [10, false],
    [25, false],
    [null, true],
  ])(
    'ends a snooze when a post has doubled its multiple in that window: %s',
    (multiple, isKept) => {
      const posts = { p1: { snoozed: { untilMultiple: 10, windowDays: 7 } } };
      expect(prune(posts, { multiple }).posts).toEqual(isKept ? posts : {});
    },
  );

  it('drops actions that can no longer be undone', () => {
    const entry = { action: 'mute', posts: {}, accounts: {}, creators: {} } as const;
    const undo = [
      { ...entry, id: 'old', at: NOW - 10 * MINUTE },
      { ...entry, id: 'young', at: NOW - 9 * MINUTE },
    ];
    expect(prune({}, { undo }).undo.map(({ id }) => id)).toEqual(['young']);
  });
});

describe('nextSnoozeEnd', () => {
  it('returns the earliest end in the future', () => {
    const posts = {
      past: { snoozed: { until: NOW - 1 } },
      ending: { snoozed: { until: NOW } },
      later: { snoozed: { until: NOW + 2 * DAY } },
      next: { snoozed: { until: NOW + DAY } },
      doubling: { snoozed: { untilMultiple: 9, windowDays: 7 } },
      seen: { seenAt: NOW },
    };
    expect(nextSnoozeEnd({ ...NO_MARKS, posts }, NOW)).toBe(NOW + DAY);
    expect(nextSnoozeEnd(NO_MARKS, NOW)).toBeNull();
  });
});
