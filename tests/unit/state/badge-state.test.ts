import { describe, expect, it } from 'vitest';
import type { ProblemKind } from '../../../utils/creator-audit/problem/problem.ts';
import type { BadgeContent } from '../../../utils/state/badge-content.ts';
import { badgeCount, badgeForState } from '../../../utils/state/badge-state.ts';
import { displayStateOf } from '../../../utils/state/display-state.ts';
import { NEVER_SYNCED } from '../../../utils/state/initial-state.ts';
import type { SyncStatus } from '../../../utils/state/sync-status.ts';
import { aBadgeContent } from '../../builders/badge-content.ts';
import { aProblem } from '../../builders/problem.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { HOUR, NOW } from '../../builders/time.ts';
import { aBreakoutRow, aPublicationHead } from '../../builders/window-ranking.ts';

const failed = (kind: ProblemKind): SyncStatus =>
  aSyncStatus({ problem: aProblem({ kind }), failuresInARow: 1 });
const THREE = ['p1', 'p2', 'p3'].map((id) => aBreakoutRow({ id }));
const seen = (...ids: readonly string[]) => ({
  posts: Object.fromEntries(ids.map((id) => [id, { seenAt: NOW }])),
});

function badge(
  content: BadgeContent | null,
  changes: Partial<Parameters<typeof displayStateOf>[0]> = {},
  counted: 'all' | 'unseen' = 'all',
) {
  const publication = content?.publication ?? null;
  const facts = { hasKey: true, status: aSyncStatus(), publication, refreshMinutes: 60, now: NOW };
  const { text, tone } = badgeForState(displayStateOf({ ...facts, ...changes }), content, counted);
  return `${text} ${tone}`;
}

describe('badgeCount', () => {
  it.each([
    [0, ''],
    [1, '1'],
    [99, '99'],
    [100, '99+'],
    [12_345, '99+'],
  ])('formats %i as “%s”', (count, text) => {
    expect(badgeCount(count)).toBe(text);
  });
});

describe('badgeForState', () => {
  it('has one tone for new breakouts and another once all were seen', () => {
    expect(badge(aBadgeContent(THREE, { marks: seen('p1') }))).toBe('3 new');
    expect(badge(aBadgeContent(THREE, { marks: seen('p1', 'p2', 'p3') }))).toBe('3 seen');
  });

  it('counts what the user chose to count', () => {
    const content = aBadgeContent(THREE, { marks: seen('p1') });
    expect(badge(content, {}, 'unseen')).toBe('2 new');
    expect(badge(aBadgeContent(THREE, { marks: seen('p1', 'p2', 'p3') }), {}, 'unseen')).toBe(
      ' seen',
    );
  });

  it('excludes snoozed and muted posts', () => {
    const posts = {
      p1: { snoozed: { until: NOW + HOUR } },
      p2: { muted: { at: NOW, accountName: null, caption: null } },
    };
    expect(badge(aBadgeContent(THREE, { marks: { posts } }))).toBe('1 new');
  });

  it('distinguishes zero, unknown, no key, failed, refused and old', () => {
    const old = aPublicationHead({ completedAt: NOW - 3 * HOUR });
    expect([
      badge(aBadgeContent()),
      badge(aBadgeContent([], { window: { compared: 0 } })),
      badge(null, { status: NEVER_SYNCED }),
      badge(aBadgeContent(), { status: failed('unauthorized') }),
      badge(aBadgeContent(THREE), { publication: old }),
      badge(aBadgeContent(THREE)),
    ]).toEqual([' seen', '– quiet', '… quiet', '! problem', '3 quiet', '3 new']);
  });

  it('asks for action without a key, and without access to the API', () => {
    expect(badge(null, { hasKey: false })).toBe('! problem');
    expect(badge(aBadgeContent(THREE), { hasKey: false })).toBe('! problem');
    expect(badge(null, { status: failed('access-missing') })).toBe('! problem');
  });

  it.each([
    'unauthorized',
    'quota-exceeded',
    'not-found',
    'validation',
    'unexpected-response',
  ] as const)('asks for action after %s', (kind) => {
    expect(badge(aBadgeContent(THREE), { status: failed(kind) })).toBe('! problem');
  });

  it.each([
    'offline',
    'network',
    'timeout',
    'rate-limited',
    'unavailable',
    'server-error',
  ] as const)('keeps its number, in a quiet tone, after %s', (kind) => {
    expect(badge(aBadgeContent(THREE), { status: failed(kind) })).toBe('3 quiet');
    expect(badge(aBadgeContent(), { status: failed(kind) })).toBe('– quiet');
  });

  it('is quiet while the rate limit of the key is used up', () => {
    const status = aSyncStatus({ pause: { until: NOW + HOUR, reason: 'rate-budget' } });
    expect(badge(aBadgeContent(THREE), { status })).toBe('3 quiet');
  });

  it('is quiet when CreatorAudit has not updated its counts', () => {
    expect(badge(aBadgeContent(THREE, { head: { newestRefreshAt: NOW - 40 * HOUR } }))).toBe(
      '3 quiet',
    );
  });
});
