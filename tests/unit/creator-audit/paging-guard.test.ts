import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  guardPaging,
  MAX_EMPTY_PAGES,
  MAX_PAGES,
  newPagingGuard,
  pagingGuardSchema,
} from '../../../utils/creator-audit/paging-guard.ts';

/** Walks cursors until the guard objects; gives the number of pages seen by then, or `null` if it never did. */
function pagesUntilStopped(cursors: Iterable<string>, newRowsOf: (page: number) => number = () => 200): number | null {
  let guard = newPagingGuard();
  let pages = 0;
  for (const cursor of cursors) {
    pages += 1;
    const verdict = guardPaging(guard, cursor, newRowsOf(pages));
    if (!verdict.ok) {
      expect(verdict.problem.kind).toBe('endless-list');
      return pages;
    }
    // As a sync does that is resumed after every step.
    guard = pagingGuardSchema.parse(JSON.parse(JSON.stringify(verdict.guard)));
  }
  return null;
}

function* different(count: number): Generator<string> {
  for (let index = 0; index < count; index += 1) yield `c${index}`;
}

/** `lead` cursors once, then `length` others round and round. */
function* circle(lead: number, length: number): Generator<string> {
  yield* different(lead);
  for (let index = 0; ; index = (index + 1) % length) yield `round ${index}`;
}

describe('a list', () => {
  it('of a thousand pages ends in peace', () => {
    expect(pagesUntilStopped(different(1000))).toBeNull();
  });

  it('whose cursor repeats at once is stopped at the second page', () => {
    expect(pagesUntilStopped(circle(0, 1))).toBe(2);
  });

  it('that goes in a circle is stopped before it has been walked three times', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: 1, max: 300 }), (lead, length) => {
        const pages = pagesUntilStopped(circle(lead, length));
        expect(pages).toBeGreaterThan(length);
        expect(pages).toBeLessThanOrEqual(3 * (lead + length) + 1);
      }),
    );
  });

  it('is never stopped for its cursors as long as they differ', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 200 }), (cursors) => {
        expect(pagesUntilStopped(cursors)).toBeNull();
      }),
    );
  });

  it('with ever new cursors and never a new row is stopped', () => {
    expect(pagesUntilStopped(different(1000), () => 0)).toBe(MAX_EMPTY_PAGES);
  });

  it('may have barren pages between others', () => {
    expect(pagesUntilStopped(different(1000), (page) => (page % MAX_EMPTY_PAGES === 0 ? 1 : 0))).toBeNull();
  });

  it('with ever new cursors and ever new rows is stopped at a number of pages that no library has', () => {
    expect(pagesUntilStopped(different(MAX_PAGES * 2))).toBe(MAX_PAGES);
  });
});

it('what the guard remembers stays small, however long the list', () => {
  let guard = newPagingGuard();
  for (const cursor of different(1000)) {
    const verdict = guardPaging(guard, cursor, 1);
    if (verdict.ok) guard = verdict.guard;
  }
  expect(JSON.stringify(guard).length).toBeLessThan(150);
});
