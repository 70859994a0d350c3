import { describe, expect, it } from 'vitest';
import { apiMessageOf } from '../../../utils/messages/problem-messages.ts';
import { aProblem } from '../../builders/problem.ts';

describe('apiMessageOf', () => {
  it('prefers the fields that the API refuses to its text', () => {
    const errors = [
      { field: 'limit', message: 'must be at most 100' },
      { field: 'cursor', message: 'is too old' },
    ];
    expect(apiMessageOf(aProblem({ detail: 'Validation failed.', errors }))).toBe(
      'limit: must be at most 100; cursor: is too old',
    );
    expect(apiMessageOf(aProblem({ detail: 'Validation failed.' }))).toBe('Validation failed.');
  });

  it('removes what would reorder the text around it, and is null when nothing is left', () => {
    expect(apiMessageOf(aProblem({ detail: '\u202edenied\u202c' }))).toBe('denied');
    expect(apiMessageOf(aProblem({ detail: '\u200b' }))).toBeNull();
    expect(apiMessageOf(aProblem({ detail: null }))).toBeNull();
  });
});
