import type { KeyOwner } from './key-owner.ts';

/** The organization of the sample data, which no key of CreatorAudit has. */
export const SAMPLE_ORGANIZATION = 'sample-data';

/** Returns true if the data shown is the built-in sample and not the user's. */
export function isSampleOwner(owner: Pick<KeyOwner, 'organizationId'> | null): boolean {
  return owner?.organizationId === SAMPLE_ORGANIZATION;
}
