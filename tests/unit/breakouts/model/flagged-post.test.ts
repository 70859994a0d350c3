import { describe, expect, it } from 'vitest';
import {
  type FlaggedPost,
  flaggedIds,
  flaggedIdsBefore,
  flaggedPostSchema,
  nextFlagged,
} from '../../../../utils/breakouts/model/flagged-post.ts';
import type { PostState } from '../../../../utils/breakouts/model/post-state.ts';
import { aClassification } from '../../../builders/classification.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 23);

/** Creates classifications; only id and state matter here. */
const classified = (states: Readonly<Record<string, PostState>>) =>
  Object.entries(states).map(([id, state]) =>
    aClassification({ id, state, reason: 'hit-since-published' }),
  );

const flag = (id: string, changes: Partial<FlaggedPost> = {}): FlaggedPost => ({
  id,
  kind: 'new-hit',
  firstFlaggedAt: NOW - 5 * HOUR,
  endedAt: null,
  ...changes,
});

describe('flagged posts', () => {
  it('records when a post was first flagged', () => {
    expect(
      nextFlagged([], classified({ a: 'new-hit', b: 'resurging', c: 'ordinary' }), {}, NOW),
    ).toEqual([
      flag('a', { firstFlaggedAt: NOW }),
      flag('b', { firstFlaggedAt: NOW, kind: 'resurging' }),
    ]);
  });

  it('keeps the first time while the post stays a breakout', () => {
    expect(nextFlagged([flag('a')], classified({ a: 'new-hit' }), {}, NOW)).toEqual([flag('a')]);
  });

  it.each(['ordinary', 'still-running', 'stale', 'insufficient-history'] as const)(
    'ends a breakout when the post is %s',
    (state) => {
      expect(nextFlagged([flag('a')], classified({ a: state }), {}, NOW)).toEqual([
        flag('a', { endedAt: NOW }),
      ]);
    },
  );

  it('ends a breakout when the post is no longer tracked', () => {
    expect(nextFlagged([flag('a')], [], {}, NOW)).toEqual([flag('a', { endedAt: NOW })]);
  });

  it('keeps the end of a breakout until the user has seen it', () => {
    const ended = flag('a', { endedAt: NOW - 2 * HOUR });
    expect(nextFlagged([ended], classified({ a: 'ordinary' }), { a: NOW - 3 * HOUR }, NOW)).toEqual(
      [ended],
    );
    expect(nextFlagged([ended], classified({ a: 'ordinary' }), { a: NOW - HOUR }, NOW)).toEqual([]);
  });

  it('drops an ended breakout after a week, seen or not', () => {
    expect(nextFlagged([flag('a', { endedAt: NOW - 7 * 24 * HOUR })], [], {}, NOW)).toEqual([]);
  });

  it('keeps an ended breakout for less than a week, and until it was seen later', () => {
    const lately = flag('a', { endedAt: NOW - 7 * 24 * HOUR + 1 });
    expect(nextFlagged([lately], [], {}, NOW)).toEqual([lately]);
    expect(nextFlagged([lately], [], { a: lately.endedAt ?? 0 }, NOW)).toEqual([]);
  });

  it('restarts when an ended breakout breaks out again', () => {
    const ended = flag('a', { endedAt: NOW - 2 * HOUR });
    expect(nextFlagged([ended], classified({ a: 'new-hit' }), {}, NOW)).toEqual([
      flag('a', { firstFlaggedAt: NOW }),
    ]);
  });

  it('applies hysteresis only to breakouts that have not ended', () => {
    expect([...flaggedIds([flag('a'), flag('b', { endedAt: NOW })])]).toEqual(['a']);
  });
});

describe('flaggedIdsBefore', () => {
  it('has the breakouts that a ranking found there: not its own, and those that it ended', () => {
    const memory = [
      flag('kept'),
      flag('ended by it', { endedAt: NOW }),
      flag('ended before', { endedAt: NOW - HOUR }),
      flag('found by it', { firstFlaggedAt: NOW }),
    ];
    expect([...flaggedIdsBefore(memory, NOW)]).toEqual(['kept', 'ended by it']);
  });
});

describe('flaggedPostSchema', () => {
  it('parses the kind that version 0.1 stored for a resurging post', () => {
    const stored = { id: 'a', kind: 'waking-up', firstFlaggedAt: NOW, endedAt: null };
    expect(flaggedPostSchema.parse(stored)).toEqual({ ...stored, kind: 'resurging' });
    expect(flaggedPostSchema.parse(flag('a'))).toEqual(flag('a'));
  });
});
