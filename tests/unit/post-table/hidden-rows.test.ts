import { describe, expect, it } from 'vitest';
import { hiddenRows } from '../../../utils/post-table/hidden-rows.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import { postColumns } from '../../builders/post-columns.ts';
import { HOUR, NOW } from '../../builders/time.ts';

const columns = postColumns([
  { id: 'a', accountKey: 'x' },
  { id: 'b', accountKey: 'y', creatorName: 'Edith' },
  { id: 'c', accountKey: 'z' },
]);

describe('hiddenRows', () => {
  it('hides nothing without marks that hide', () => {
    const seen = { ...NO_MARKS, posts: { a: { seenAt: NOW } } };
    expect(hiddenRows(columns, seen, NOW).size).toBe(0);
  });

  it('hides marked posts where no account is muted', () => {
    const muted = { at: NOW, accountName: null, caption: null };
    const posts = { a: { muted }, c: { snoozed: { until: NOW + HOUR } } };
    expect([...hiddenRows(columns, { ...NO_MARKS, posts }, NOW)]).toEqual([
      [0, 'muted-post'],
      [2, 'snoozed'],
    ]);
  });

  it('hides a post of a muted account or creator whose snooze is over', () => {
    const snoozed = { until: NOW - HOUR };
    const marks = {
      ...{ ...NO_MARKS, posts: { a: { snoozed }, b: { snoozed }, c: { snoozed } } },
      accounts: { x: { at: NOW, accountName: null, platform: null } },
      creators: { Edith: { at: NOW } },
    };
    expect([...hiddenRows(columns, marks, NOW)]).toEqual([
      [0, 'muted-account'],
      [1, 'muted-creator'],
    ]);
  });

  it('hides posts, accounts and creators, each with its reason', () => {
    const marks = {
      ...NO_MARKS,
      posts: { c: { snoozed: { until: NOW + HOUR } } },
      accounts: { x: { at: NOW, accountName: null, platform: null } },
      creators: { Edith: { at: NOW } },
    };
    expect([...hiddenRows(columns, marks, NOW)]).toEqual([
      [0, 'muted-account'],
      [1, 'muted-creator'],
      [2, 'snoozed'],
    ]);
    expect(hiddenRows(columns, marks, NOW + HOUR).has(2)).toBe(false);
  });
});
