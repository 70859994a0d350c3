import { describe, expect, it } from 'vitest';
import { POST_STATES } from '../../../utils/breakouts/model/post-state.ts';
import { rowStateOf } from '../../../utils/post-table/row-state.ts';
import { postColumns } from '../../builders/post-columns.ts';
import { NOW } from '../../builders/time.ts';

describe('rowStateOf', () => {
  it.each(POST_STATES)('is the state %s of the rule', (state) => {
    expect(rowStateOf(postColumns([{ state }]), 0)).toBe(state);
  });

  it('is that of an account that is up as a whole, whatever the state of its posts', () => {
    const rise = { state: 'ordinary', reason: 'account-rise' } as const;
    expect(rowStateOf(postColumns([rise]), 0)).toBe('account-rise');
    expect(rowStateOf(postColumns([{ ...rise, endedAt: NOW }]), 0)).toBe('account-rise');
  });

  it.each([
    ['new-hit', 'new-hit'],
    ['resurging', 'resurging'],
    ['still-running', 'ended'],
    ['ordinary', 'ended'],
    ['stale', 'ended'],
  ] as const)('is of a breakout that had ended, and is %s now: %s', (state, shown) => {
    expect(rowStateOf(postColumns([{ state, endedAt: NOW }]), 0)).toBe(shown);
  });
});
