import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { BUCKETS, bucketOf } from '../../../utils/history/bucket-of.ts';

it('puts all posts of an account into one bucket', () => {
  fc.assert(
    fc.property(fc.string(), fc.uuid(), fc.uuid(), (accountKey, id, other) => {
      expect(bucketOf({ accountKey, id })).toBe(bucketOf({ accountKey, id: other }));
    }),
  );
});

it('spreads accounts, and posts without one, over all buckets', () => {
  const names = Array.from({ length: 20 * BUCKETS }, (_, index) => `name-${index}`);
  const byAccount = new Set(names.map((accountKey) => bucketOf({ accountKey, id: 'x' })));
  const byId = new Set(names.map((id) => bucketOf({ accountKey: null, id })));
  expect(byAccount).toEqual(new Set(Array.from({ length: BUCKETS }, (_, index) => index)));
  expect(byId).toEqual(byAccount);
});
