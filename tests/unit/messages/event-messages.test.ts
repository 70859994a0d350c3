import { describe, expect, it } from 'vitest';
import { PROBLEM_KINDS } from '../../../utils/creator-audit/problem/problem.ts';
import { eventMessages } from '../../../utils/messages/event-messages.ts';
import { EVENT_KINDS, type WorkerEvent } from '../../../utils/state/event.ts';
import { NOTICES } from '../../../utils/state/notice.ts';
import { PAUSE_REASONS } from '../../../utils/state/sync-status.ts';
import { english } from '../../builders/english.ts';
import { NOW } from '../../builders/time.ts';

function anEvent(changes: Partial<WorkerEvent> = {}): WorkerEvent {
  return {
    at: NOW,
    type: 'synced',
    outcome: null,
    requestId: null,
    count: 1,
    sync: null,
    ...changes,
  };
}

describe('eventMessages', () => {
  it.each(EVENT_KINDS)('returns a text for %s', (type) => {
    expect(eventMessages(anEvent({ type }), english).event).toMatch(/^[A-Z]/);
  });

  it.each([...PROBLEM_KINDS, ...NOTICES, ...PAUSE_REASONS, 'complete', 'cancelled'])(
    'describes the outcome %s',
    (outcome) => {
      const said = eventMessages(anEvent({ outcome }), english).outcome;
      expect(said).not.toBe('');
      if (outcome.includes('-')) expect(said).not.toContain(outcome);
    },
  );

  it('returns no outcome text without an outcome, and the name of an unknown one', () => {
    expect(eventMessages(anEvent(), english).outcome).toBe('');
    expect(eventMessages(anEvent({ outcome: 'of-the-future' }), english).outcome).toBe(
      'of-the-future',
    );
  });
});
