import type { KeyOwner } from '../../utils/state/key-owner.ts';
import { DAY, NOW } from './moments.ts';

/** Whose key was saved a day ago. */
export function aKeyHolder(changes: Partial<KeyOwner> = {}): KeyOwner {
  return { organizationId: 'org-1', apiKeyName: 'Breakouts', lastFour: 'k3y4', savedAt: NOW - DAY, ...changes };
}
