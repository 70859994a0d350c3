import type { Publication } from '../../utils/state/publication.ts';
import { HOUR, NOW } from './moments.ts';

/** What a sync published half an hour ago: 7 days, 100 posts on 5 accounts, no breakouts. */
export function aPublication(changes: Partial<Publication> = {}): Publication {
  return {
    generation: 1,
    run: 'run-1',
    rankedAt: NOW - HOUR / 2,
    completedAt: NOW - HOUR / 2,
    lookbackDays: 7,
    windows: [1, 7, 14, 30],
    platforms: [],
    posts: 100,
    accounts: 5,
    newestRefreshAt: NOW - 2 * HOUR,
    rowsWithoutId: 0,
    withoutDeltas: 0,
    breakoutIds: [],
    checksums: {},
    writer: '',
    ...changes,
  };
}
