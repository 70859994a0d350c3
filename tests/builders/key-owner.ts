import type { KeyOwner } from '../../utils/state/key-owner.ts';
import { DAY, NOW } from './time.ts';

/** Creates the owner of a key that was saved a day ago. */
export function aKeyOwner(changes: Partial<KeyOwner> = {}): KeyOwner {
  return {
    organizationId: 'org-1',
    apiKeyName: 'Breakouts',
    lastFour: 'k3y4',
    savedAt: NOW - DAY,
    ...changes,
  };
}
