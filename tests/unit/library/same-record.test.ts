import { describe, expect, it } from 'vitest';
import { isSameEntry } from '../../../utils/library/same-record.ts';
import { aListedAccount } from '../../builders/library-manifest.ts';

describe('isSameEntry', () => {
  it('compares a stored entry, and treats a damaged one as different', () => {
    const entry = aListedAccount();
    expect(isSameEntry(structuredClone(entry), entry)).toBe(true);
    expect(isSameEntry({ ...entry, posts: 7 }, entry)).toBe(false);
    expect(isSameEntry({ posts: 100 }, entry)).toBe(false);
    expect(isSameEntry(undefined, entry)).toBe(false);
  });
});
