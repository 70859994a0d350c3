import { type Checkpoint, newCheckpoint, newWalk, scopeOf, type Walk } from '../../utils/sync/checkpoint.ts';
import { aKeyHolder } from './key-holder.ts';
import { NOW } from './moments.ts';
import { settingsWith } from './settings.ts';

/** The checkpoint of a run that is about to make its first request: account videos, 7 days. */
export function aCheckpoint(changes: Partial<Checkpoint> = {}): Checkpoint {
  const settings = settingsWith();
  return { ...newCheckpoint(scopeOf(aKeyHolder(), settings), settings, false, NOW, 0.5), ...changes };
}

/** A walk through account videos that has not begun. */
export function aWalk(changes: Partial<Walk> = {}): Walk {
  return { ...newWalk('account-videos'), ...changes };
}
