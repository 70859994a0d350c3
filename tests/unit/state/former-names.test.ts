import { describe, expect, it } from 'vitest';
import { eventsSchema } from '../../../utils/state/event.ts';
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
