import { describe, expect, it } from 'vitest';
import { apiMessageOf, problemMessages } from '../../../utils/messages/problem-messages.ts';
import { english } from '../../builders/english.ts';
import { aProblem } from '../../builders/problem.ts';

describe('problemMessages', () => {
  const of = (kind: 'storage-full' | 'fault', code: string | null) =>
    problemMessages(aProblem({ kind, code }), english);

  it('names the store that has no room', () => {
    expect(of('storage-full', 'library QuotaExceededError').title).toBe(
      "Your disk is full, so your posts can't be saved.",
    );
  });

  it.each([null, 'moon QuotaExceededError'])('names all data without a known store: %s', (code) => {
    expect(of('storage-full', code).title).toBe(
      "Your disk is full, so this extension's data can't be saved.",
    );
  });

  it('gives the code of a fault, to be reported', () => {
    expect(of('fault', 'TypeError').action).toContain('TypeError');
    expect(of('fault', null).action).not.toContain('null');
  });
});

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
