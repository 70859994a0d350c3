import { describe, expect, it } from 'vitest';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { marksOfSeen, marksSchema } from '../../../utils/state/marks.ts';
import { marks } from '../../../utils/storage/registry.ts';
import { parseFrom, parseStored, toEntry } from '../../../utils/storage/value-declaration.ts';
import { NOW } from '../../builders/time.ts';

describe('marksOfSeen', () => {
  it('keeps when each post was seen, and that it was seen when the time is lost', () => {
    const migrated = marksOfSeen({ p1: NOW, p2: 'damaged' });
    expect(migrated).toEqual({ ...NO_MARKS, posts: { p1: { seenAt: NOW }, p2: { seenAt: 0 } } });
    expect(marksSchema.parse(migrated)).toEqual(migrated);
  });
});

describe('stored marks', () => {
  it('are migrated from version 0.1.0', () => {
    const former = { seen: { version: 1, value: { p1: NOW }, seal: 123 } };
    expect(parseFrom(marks, former).posts).toEqual({ p1: { seenAt: NOW } });
  });

  it('round-trip through storage', () => {
    const all = { ...NO_MARKS, posts: { p1: { snoozed: { untilMultiple: 9, windowDays: 7 } } } };
    expect(parseStored(marks, toEntry(marks, all).stored)).toEqual(all);
  });
});
