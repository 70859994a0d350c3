import { describe, expect, it } from 'vitest';
import { eventsSchema, migrateEvents } from '../../../utils/state/event.ts';
import { migratePublication } from '../../../utils/state/publication-head.ts';
import { syncStatusSchema } from '../../../utils/state/sync-status.ts';
import { aProblem } from '../../builders/problem.ts';
import { aSyncStatus } from '../../builders/sync-status.ts';
import { NOW } from '../../builders/time.ts';

describe('values stored by version 0.1.0', () => {
  it.each([
    ['asked-to-wait', 'retry-after'],
    ['rate-share', 'rate-budget'],
    ['back-off', 'back-off'],
  ])('keep their pause (%s)', (former, reason) => {
    const stored = { ...aSyncStatus(), pause: { until: NOW, reason: former } };
    expect(syncStatusSchema.parse(stored).pause).toEqual({ until: NOW, reason });
  });

  it('lose a pause whose reason is damaged', () => {
    const stored = { ...aSyncStatus(), pause: { until: NOW, reason: ['rate-share'] } };
    expect(syncStatusSchema.parse(stored).pause).toBeNull();
  });

  it('keep the head of their publication, whose windows are ranked again', () => {
    const head = {
      ...{ generation: 4, run: 'run-1', completedAt: NOW, lookbackDays: 7, platforms: ['tiktok'] },
      ...{ posts: 9, accounts: 2, newestRefreshAt: NOW, rowsWithoutId: 0, withoutDeltas: 1 },
    };
    const added = { clockOffsetMs: 0, windows: [], corrections: [] };
    expect(migratePublication({ ...head, rankedAt: NOW - 1 })).toEqual({
      ...{ ...head, ...added, rankedAt: NOW - 1, lookingSince: NOW - 1 },
    });
    expect(migratePublication(head)).toEqual({ ...head, ...added, rankedAt: 0, lookingSince: NOW });
    expect(migratePublication(null)).toBeNull();
  });

  it('keep the names and counts of their events', () => {
    const former = { at: NOW, what: 'storage-healed', outcome: null, requestId: null, times: 3 };
    expect(eventsSchema.parse(migrateEvents([{ ...former, sync: null }]))).toEqual([
      { at: NOW, type: 'storage-repaired', outcome: null, requestId: null, count: 3, sync: null },
    ]);
  });

  it('keep their problem', () => {
    const stored = { ...aSyncStatus(), problem: { ...aProblem(), kind: 'unexpected-answer' } };
    expect(syncStatusSchema.parse(stored).problem).toEqual(
      aProblem({ kind: 'unexpected-response' }),
    );
  });

  it.each([
    ['planned', 'rate-share', 'scheduled', 'rate-budget'],
    ['wanted', 'unexpected-answer', 'manual', 'unexpected-response'],
    ['wanted', 'complete', 'manual', 'complete'],
  ])('keep their events (%s, %s)', (trigger, outcome, currentTrigger, currentOutcome) => {
    const sync = { pages: 1, requests: 2, durationMs: 3 };
    const event = { at: NOW, type: 'synced', requestId: null, count: 1 };
    expect(eventsSchema.parse([{ ...event, outcome, sync: { trigger, ...sync } }])).toEqual([
      { ...event, outcome: currentOutcome, sync: { trigger: currentTrigger, ...sync } },
    ]);
  });
});
