import { describe, expect, it } from 'vitest';
import type { ProblemKind } from '../../../utils/creator-audit/problem/problem.ts';
import { badgeCount, badgeForState } from '../../../utils/state/badge-state.ts';
import { displayStateOf } from '../../../utils/state/display-state.ts';
import { NEVER_SYNCED } from '../../../utils/state/initial-state.ts';
import type { SyncStatus } from '../../../utils/state/sync-status.ts';
import { HOUR, NOW } from '../../builders/moments.ts';
import { aProblem } from '../../builders/problem.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { aPublicationHead } from '../../builders/window-ranking.ts';

const failed = (kind: ProblemKind, code: string | null = null): SyncStatus =>
  aSyncStatus({ problem: aProblem({ kind, code }), failuresInARow: 1 });

const facts = { hasKey: true, status: aSyncStatus(), publication: aPublicationHead(), refreshMinutes: 60, now: NOW };
const old = aPublicationHead({ completedAt: NOW - 3 * HOUR });

describe('how things stand', () => {
  it.each([
    ['well after a sync that succeeded', facts, 'well'],
    ['asking for a key before there is one', { ...facts, hasKey: false }, 'no-key'],
    ['asking for a key even if a list is left', { ...facts, hasKey: false, status: failed('unauthorized') }, 'no-key'],
    ['waiting for the first sync', { ...facts, publication: null, status: NEVER_SYNCED }, 'first-sync'],
    ['in need of access when the browser withholds it', { ...facts, status: failed('access-missing') }, 'needs-access'],
    ['in the user’s hands after a 401', { ...facts, status: failed('unauthorized') }, 'needs-user'],
    ['in the user’s hands with an inactive key', { ...facts, status: failed('forbidden', 'FORBIDDEN') }, 'needs-user'],
    ['failing after a firewall’s 403', { ...facts, status: failed('forbidden', 'INTERNAL_ERROR') }, 'failing'],
    ['quietly failing when offline with a fresh list', { ...facts, status: failed('offline') }, 'quiet-failure'],
    ['quietly failing after a time-out with a fresh list', { ...facts, status: failed('timeout') }, 'quiet-failure'],
    ['failing when offline with an old list', { ...facts, status: failed('offline'), publication: old }, 'failing'],
    ['failing when offline with no list', { ...facts, status: failed('offline'), publication: null }, 'failing'],
    ['failing when the API is down', { ...facts, status: failed('unavailable') }, 'failing'],
  ])('is %s', (_, given, kind) => {
    expect(displayStateOf(given).kind).toBe(kind);
  });

  it('is stale once two intervals have passed without a sync', () => {
    const staleAfter = (hours: number) =>
      displayStateOf({ ...facts, publication: aPublicationHead({ completedAt: NOW - hours * HOUR }) }).isStale;
    expect([staleAfter(1), staleAfter(2), staleAfter(2.1)]).toEqual([false, false, true]);
  });

  it('tells of a pause only while it lasts', () => {
    const paused = (until: number) =>
      displayStateOf({ ...facts, status: aSyncStatus({ pause: { until, reason: 'rate-budget' } }) }).pause;
    expect(paused(NOW + HOUR)).not.toBeNull();
    expect(paused(NOW - 1)).toBeNull();
  });

  it('says nothing of a former key’s problem or progress once the key is gone', () => {
    const status = { ...failed('unauthorized'), progress: { accounts: 0, pages: 3, pagesExpected: 9, posts: 600 } };
    expect(displayStateOf({ ...facts, hasKey: false, status })).toMatchObject({ problem: null, progress: null });
  });
});

describe('the badge', () => {
  const badge = (
    given: typeof facts | object,
    counts: { all: number; unseen: number } | null,
    counted: 'all' | 'unseen' = 'all',
  ) => badgeForState(displayStateOf({ ...facts, ...given }), counts, counted);
  const three = { all: 3, unseen: 1 };
  const none = { all: 0, unseen: 0 };

  it.each([
    [0, ''],
    [1, '1'],
    [99, '99'],
    [100, '99+'],
    [12_345, '99+'],
  ])('writes %i as “%s”', (count, text) => {
    expect(badgeCount(count)).toBe(text);
  });

  it('is in one colour while some breakouts are new and in another once all were seen', () => {
    expect(badge({}, three)).toEqual({ text: '3', tone: 'new' });
    expect(badge({}, { all: 3, unseen: 0 })).toEqual({ text: '3', tone: 'seen' });
  });

  it('counts what the user wants counted', () => {
    expect(badge({}, three, 'unseen').text).toBe('1');
    expect(badge({}, { all: 3, unseen: 0 }, 'unseen').text).toBe('');
  });

  it('shows nothing, never asked, failed, refused and old all differently', () => {
    const shown = [
      badge({}, none),
      badge({ publication: null, status: NEVER_SYNCED }, null),
      badge({ status: failed('offline') }, none),
      badge({ status: failed('unauthorized') }, none),
      badge({ publication: old }, three),
      badge({}, three),
    ].map(({ text, tone }) => `${text} ${tone}`);
    expect(shown).toEqual([' seen', '… quiet', '– quiet', '! problem', '3 quiet', '3 new']);
  });

  it.each(['unauthorized', 'quota-exceeded', 'not-found', 'validation', 'unexpected-response'] as const)(
    'calls for the user after %s',
    (kind) => {
      expect(badge({ status: failed(kind) }, three)).toEqual({ text: '!', tone: 'problem' });
    },
  );

  it.each(['offline', 'network', 'timeout', 'rate-limited', 'unavailable', 'server-error'] as const)(
    'keeps its number, quietly, after %s',
    (kind) => {
      expect(badge({ status: failed(kind) }, three)).toEqual({ text: '3', tone: 'quiet' });
    },
  );

  it('is quiet while it waits for the key’s other users', () => {
    const status = aSyncStatus({ pause: { until: NOW + HOUR, reason: 'rate-budget' } });
    expect(badge({ status }, three)).toEqual({ text: '3', tone: 'quiet' });
  });
});
