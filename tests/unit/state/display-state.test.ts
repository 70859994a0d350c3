import { describe, expect, it } from 'vitest';
import type { ProblemKind } from '../../../utils/creator-audit/problem/problem.ts';
import { displayStateOf, displayStateOfPage } from '../../../utils/state/display-state.ts';
import { NEVER_SYNCED } from '../../../utils/state/initial-state.ts';
import type { SyncStatus } from '../../../utils/state/sync-status.ts';
import { aProblem } from '../../builders/problem.ts';
import { settingsWith } from '../../builders/settings.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { HOUR, NOW } from '../../builders/time.ts';
import { aPageState, aPublicationHead } from '../../builders/window-ranking.ts';

const failed = (kind: ProblemKind, code: string | null = null): SyncStatus =>
  aSyncStatus({ problem: aProblem({ kind, code }), failuresInARow: 1 });

const facts = {
  hasKey: true,
  status: aSyncStatus(),
  publication: aPublicationHead(),
  refreshMinutes: 60,
  now: NOW,
};
const old = aPublicationHead({ completedAt: NOW - 3 * HOUR });

describe('displayStateOfPage', () => {
  it('derives the display state from the state of a page', () => {
    const state = aPageState({ publication: old });
    expect(displayStateOfPage(state, NOW)).toMatchObject({ kind: 'ok', isStale: true });
    const settings = settingsWith({ refreshMinutes: 120 });
    expect(displayStateOfPage({ ...state, settings }, NOW).isStale).toBe(false);
    expect(displayStateOfPage({ ...state, keyOwner: null }, NOW).kind).toBe('no-key');
    expect(displayStateOfPage({ ...state, status: failed('unauthorized') }, NOW).kind).toBe(
      'needs-user',
    );
  });
});

describe('displayStateOf', () => {
  it.each([
    ['ok after a sync that succeeded', facts, 'ok'],
    ['without a key before there is one', { ...facts, hasKey: false }, 'no-key'],
    [
      'without a key even if a list is left',
      { ...facts, hasKey: false, status: failed('unauthorized') },
      'no-key',
    ],
    [
      'waiting for the first sync',
      { ...facts, publication: null, status: NEVER_SYNCED },
      'first-sync',
    ],
    [
      'in need of access when the browser withholds it',
      { ...facts, status: failed('access-missing') },
      'needs-access',
    ],
    [
      'waiting for the first sync while its first posts are shown',
      { ...facts, publication: aPublicationHead({ isPartial: true }), status: NEVER_SYNCED },
      'first-sync',
    ],
    ['in the user’s hands after a 401', { ...facts, status: failed('unauthorized') }, 'needs-user'],
    [
      'in the user’s hands with an inactive key',
      { ...facts, status: failed('forbidden', 'FORBIDDEN') },
      'needs-user',
    ],
    [
      'failing after a firewall’s 403',
      { ...facts, status: failed('forbidden', 'INTERNAL_ERROR') },
      'failing',
    ],
    [
      'passing trouble when offline with a fresh list',
      { ...facts, status: failed('offline') },
      'transient-failure',
    ],
    [
      'passing trouble after a time-out with a fresh list',
      { ...facts, status: failed('timeout') },
      'transient-failure',
    ],
    [
      'failing when offline with an old list',
      { ...facts, status: failed('offline'), publication: old },
      'failing',
    ],
    [
      'failing when offline with no list',
      { ...facts, status: failed('offline'), publication: null },
      'failing',
    ],
    ['failing when the API is down', { ...facts, status: failed('unavailable') }, 'failing'],
  ])('returns %s', (_, given, kind) => {
    expect(displayStateOf(given).kind).toBe(kind);
  });

  it('is stale after two intervals without a sync', () => {
    const staleAfter = (hours: number) =>
      displayStateOf({
        ...facts,
        publication: aPublicationHead({ completedAt: NOW - hours * HOUR }),
      }).isStale;
    expect([staleAfter(1), staleAfter(2), staleAfter(2.1)]).toEqual([false, false, true]);
  });

  it('has old counts when CreatorAudit has counted nothing for 36 hours', () => {
    const countedBefore = (hours: number | null) => {
      const newestRefreshAt = hours === null ? null : NOW - hours * HOUR;
      return displayStateOf({ ...facts, publication: aPublicationHead({ newestRefreshAt }) })
        .hasOldCounts;
    };
    expect([countedBefore(35), countedBefore(36), countedBefore(37), countedBefore(null)]).toEqual([
      ...[false, false, true, false],
    ]);
  });

  it('computes the age of counts by the clock of CreatorAudit', () => {
    const ahead = (clockOffsetMs: number, hours: number) =>
      displayStateOf({
        ...facts,
        publication: aPublicationHead({ newestRefreshAt: NOW - hours * HOUR, clockOffsetMs }),
      }).hasOldCounts;
    const year = 365 * 24 * HOUR;
    expect(ahead(-year, 365 * 24 + 35)).toBe(false);
    expect(ahead(-year, 365 * 24 + 37)).toBe(true);
    expect(ahead(2 * HOUR, 35)).toBe(true);
  });

  it('has a pause only while it lasts', () => {
    const paused = (until: number) =>
      displayStateOf({ ...facts, status: aSyncStatus({ pause: { until, reason: 'rate-budget' } }) })
        .pause;
    expect(paused(NOW + HOUR)).not.toBeNull();
    expect(paused(NOW - 1)).toBeNull();
  });

  it('drops the problem and progress of a removed key', () => {
    const status = {
      ...failed('unauthorized'),
      progress: { accounts: 0, pages: 3, pagesExpected: 9, posts: 600 },
    };
    expect(displayStateOf({ ...facts, hasKey: false, status })).toMatchObject({
      problem: null,
      progress: null,
    });
  });
});
