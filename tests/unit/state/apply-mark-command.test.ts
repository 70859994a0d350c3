import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { applyMarkCommand, UNDO_TTL_MS } from '../../../utils/state/apply-mark-command.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { MARK_COMMANDS, type MarkCommand } from '../../../utils/state/mark-commands.ts';
import { type Marks, marksSchema } from '../../../utils/state/marks.ts';
import { DAY, MINUTE, NOW } from '../../builders/time.ts';

const POST = { kind: 'post', postId: 'p1', accountName: 'someone', caption: 'A caption' } as const;
const ACCOUNT = {
  kind: 'account',
  accountKey: 'a1',
  accountName: 'someone',
  platform: 'tiktok',
} as const;
const CREATOR = { kind: 'creator', creatorName: 'Ada' } as const;

const markSeen = (...postIds: readonly string[]): MarkCommand => ({
  type: 'mark-seen',
  postIds,
  isUndoable: true,
});
const snooze = (until: number): MarkCommand => ({
  type: 'snooze',
  postIds: ['p1'],
  snooze: { until },
});

/** The marks after commands, each a second after the one before, with ids "1", "2" … */
function marksAfter(...commands: readonly MarkCommand[]): Marks {
  return commands.reduce(
    (marks, command, index) =>
      applyMarkCommand(marks, command, String(index + 1), NOW + index * 1000),
    NO_MARKS,
  );
}

const withoutUndo = ({ undo: _, ...marks }: Marks) => marks;

describe('applyMarkCommand', () => {
  it('mutes several posts as one action to take back', () => {
    const targets = ['p1', 'p2'].map(
      (postId) => ({ kind: 'post', postId, accountName: 'someone', caption: null }) as const,
    );
    const marks = marksAfter(snooze(NOW + DAY), {
      type: 'mute-many',
      targets: [...targets, ACCOUNT, CREATOR],
    });
    const muted = { at: NOW + 1000, accountName: 'someone', caption: null };
    expect(marks.posts).toEqual({ p1: { muted }, p2: { muted } });
    expect([Object.keys(marks.accounts), Object.keys(marks.creators)]).toEqual([['a1'], ['Ada']]);
    expect(marks.undo.map(({ action }) => action)).toEqual(['snooze', 'mute']);
    expect(marksSchema.parse(marks)).toEqual(marks);
    const after = applyMarkCommand(marks, { type: 'undo', id: '2' }, '3', NOW + 2000);
    expect(after.posts).toEqual({ p1: { snoozed: { until: NOW + DAY } } });
    expect([after.accounts, after.creators]).toEqual([{}, {}]);
  });

  it('snoozes several posts, each until its own end, as one action to take back', () => {
    const snoozes = {
      p1: { untilMultiple: 8, windowDays: 7 },
      p2: { untilMultiple: 3, windowDays: 7 },
    };
    const marks = marksAfter(markSeen('p1'), { type: 'snooze-many', snoozes });
    expect(marks.posts).toEqual({
      p1: { seenAt: NOW, snoozed: snoozes.p1 },
      p2: { snoozed: snoozes.p2 },
    });
    expect(marks.undo.map(({ action }) => action)).toEqual(['mark-seen', 'snooze']);
    const after = applyMarkCommand(marks, { type: 'undo', id: '2' }, '3', NOW + 2000);
    expect(after.posts).toEqual({ p1: { seenAt: NOW } });
  });

  it.each<[string, readonly MarkCommand[], object]>([
    [
      'marks posts as seen',
      [markSeen('p1', 'p2')],
      { posts: { p1: { seenAt: NOW }, p2: { seenAt: NOW } } },
    ],
    [
      'marks posts as new again',
      [markSeen('p1', 'p2'), { type: 'mark-new', postIds: ['p1'] }],
      { posts: { p2: {} } },
    ],
    ['snoozes posts', [snooze(NOW + DAY)], { posts: { p1: { snoozed: { until: NOW + DAY } } } }],
    [
      'mutes a post, which ends its snooze',
      [snooze(NOW + DAY), { type: 'mute', target: POST }],
      {
        posts: { p1: { muted: { at: NOW + 1000, accountName: 'someone', caption: 'A caption' } } },
      },
    ],
    [
      'mutes an account',
      [{ type: 'mute', target: ACCOUNT }],
      { accounts: { a1: { at: NOW, accountName: 'someone', platform: 'tiktok' } } },
    ],
    ['mutes a creator', [{ type: 'mute', target: CREATOR }], { creators: { Ada: { at: NOW } } }],
    [
      'unmutes a post, an account and a creator',
      [POST, ACCOUNT, CREATOR].flatMap((target): MarkCommand[] => [
        { type: 'mute', target },
        { type: 'unmute', target },
      ]),
      { posts: {}, accounts: {}, creators: {} },
    ],
    [
      'ends the snooze of a post that is unmuted',
      [snooze(NOW + DAY), { type: 'unmute', target: POST }],
      { posts: {} },
    ],
  ])('%s', (_, commands, expected) => {
    const marks = marksAfter(...commands);
    expect(marks).toMatchObject(expected);
    for (const part of ['posts', 'accounts', 'creators'] as const) {
      const wanted = (expected as Partial<Marks>)[part];
      if (wanted !== undefined) expect(Object.keys(marks[part])).toEqual(Object.keys(wanted));
    }
  });

  it('keeps other marks of a post', () => {
    const marks = marksAfter(
      markSeen('p1'),
      { type: 'mute', target: POST },
      { type: 'unmute', target: POST },
    );
    expect(marks.posts).toEqual({ p1: { seenAt: NOW } });
  });

  it('undoes the named action, and several in a row', () => {
    const marks = marksAfter(markSeen('p1'), { type: 'mute', target: ACCOUNT }, snooze(NOW + DAY));
    const once = applyMarkCommand(marks, { type: 'undo', id: '3' }, 'x', NOW + 5000);
    expect(withoutUndo(once)).toEqual(
      withoutUndo(marksAfter(markSeen('p1'), { type: 'mute', target: ACCOUNT })),
    );
    const twice = applyMarkCommand(once, { type: 'undo', id: '2' }, 'x', NOW + 5000);
    expect(withoutUndo(twice)).toEqual(withoutUndo(marksAfter(markSeen('p1'))));
    expect(twice.undo.map(({ id }) => id)).toEqual(['1']);
  });

  it('undoes an action once even when the command is delivered twice', () => {
    const marks = marksAfter(markSeen('p1'), markSeen('p2'));
    const undo: MarkCommand = { type: 'undo', id: '2' };
    const once = applyMarkCommand(marks, undo, 'x', NOW);
    expect(applyMarkCommand(once, undo, 'y', NOW)).toEqual(once);
  });

  it.each<[string, MarkCommand]>([
    ['mark-seen', markSeen('p1')],
    ['snooze', snooze(NOW + DAY)],
    ['mute', { type: 'mute', target: ACCOUNT }],
    ['unmute', { type: 'unmute', target: ACCOUNT }],
  ])('adds nothing to take back when %s is delivered twice', (_, command) => {
    expect(marksAfter(command, command).undo).toEqual(marksAfter(command).undo);
  });

  it('updates the time of a post seen again, so that an ended breakout counts as seen', () => {
    expect(marksAfter(markSeen('p1'), markSeen('p1')).posts).toEqual({
      p1: { seenAt: NOW + 1000 },
    });
  });

  it('stores no undo for posts that were merely on screen', () => {
    const marks = marksAfter({ type: 'mark-seen', postIds: ['p1'], isUndoable: false });
    expect(marks.posts).toEqual({ p1: { seenAt: NOW } });
    expect(marks.undo).toEqual([]);
  });

  it('makes a post new when marking it is undone, although it had been on screen before', () => {
    const onScreen: MarkCommand = { type: 'mark-seen', postIds: ['p1'], isUndoable: false };
    const marks = marksAfter(onScreen, markSeen('p1'));
    expect(applyMarkCommand(marks, { type: 'undo', id: '2' }, 'x', NOW + 2000).posts).toEqual({});
  });

  it('undoes nothing after ten minutes, or after the clock was set back', () => {
    const marks = marksAfter(markSeen('p1'));
    const undo: MarkCommand = { type: 'undo', id: '1' };
    expect(applyMarkCommand(marks, undo, 'x', NOW + UNDO_TTL_MS).posts).toEqual({
      p1: { seenAt: NOW },
    });
    expect(applyMarkCommand(marks, undo, 'x', NOW - MINUTE).posts).toEqual({ p1: { seenAt: NOW } });
    expect(applyMarkCommand(marks, undo, 'x', NOW + UNDO_TTL_MS - 1).posts).toEqual({});
    expect(applyMarkCommand(marks, undo, 'x', NOW).posts).toEqual({});
  });

  it('keeps the last fifty actions', () => {
    const marks = marksAfter(...Array.from({ length: 60 }, (_, index) => markSeen(`p${index}`)));
    expect(marks.undo).toHaveLength(50);
    expect(marks.undo.at(-1)?.id).toBe('60');
  });

  it('treats ids named like object methods as any other', () => {
    const marks = marksAfter(markSeen('constructor'), {
      type: 'mute',
      target: { ...CREATOR, creatorName: 'toString' },
    });
    const first = applyMarkCommand(marks, { type: 'undo', id: '2' }, 'x', NOW + 2000);
    expect(applyMarkCommand(first, { type: 'undo', id: '1' }, 'x', NOW + 2000)).toEqual(NO_MARKS);
  });

  const sentCommand = z.union(MARK_COMMANDS);
  const target = fc.oneof(fc.constant(POST), fc.constant(ACCOUNT), fc.constant(CREATOR));
  const ids = fc.uniqueArray(fc.constantFrom('p1', 'p2', 'p3'), { minLength: 1 });
  const command = fc.oneof<fc.Arbitrary<MarkCommand>[]>(
    fc.record({
      type: fc.constant('mark-seen' as const),
      postIds: ids,
      isUndoable: fc.constant(true),
    }),
    fc.record({ type: fc.constant('mark-new' as const), postIds: ids }),
    fc.record({
      type: fc.constant('snooze' as const),
      postIds: ids,
      snooze: fc.oneof(
        fc.record({ until: fc.nat() }),
        fc.record({ untilMultiple: fc.nat(), windowDays: fc.nat() }),
      ),
    }),
    fc.record({ type: fc.constant('mute' as const), target }),
    fc.record({ type: fc.constant('unmute' as const), target }),
  );

  it('returns to the initial marks when every action is undone in reverse order', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 20 }), (commands) => {
        for (const one of commands) expect(sentCommand.parse(one)).toEqual(one);
        let marks = marksAfter(...commands);
        expect(marksSchema.parse(marks)).toEqual(marks);
        const last = NOW + commands.length * 1000;
        for (const { id } of marks.undo.toReversed())
          marks = applyMarkCommand(marks, { type: 'undo', id }, 'x', last);
        const times = (key: string, value: unknown) =>
          key === 'at' || key === 'seenAt' ? 0 : value;
        expect(JSON.stringify(marks, times)).toBe(JSON.stringify(NO_MARKS, times));
      }),
    );
  });
});
