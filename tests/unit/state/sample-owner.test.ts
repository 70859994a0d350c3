import { describe, expect, it } from 'vitest';
import { isSampleOwner, SAMPLE_ORGANIZATION } from '../../../utils/state/sample-owner.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';

describe('isSampleOwner', () => {
  it('is true for the sample data only', () => {
    expect(isSampleOwner(aKeyOwner({ organizationId: SAMPLE_ORGANIZATION }))).toBe(true);
    expect(isSampleOwner(aKeyOwner())).toBe(false);
    expect(isSampleOwner(null)).toBe(false);
  });
});
