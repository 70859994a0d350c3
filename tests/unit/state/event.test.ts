import { describe, expect, it } from 'vitest';
import {
  appendEvent,
  eventsSchema,
  MAX_EVENTS,
  type WorkerEvent,
} from '../../../utils/state/event.ts';
import { MINUTE, NOW } from '../../builders/time.ts';

const SYNC = { trigger: 'scheduled', pages: 3, requests: 6, durationMs: 700 } as const;

describe('appendEvent', () => {
  it('keeps events with their time, oldest first', () => {
    const events = appendEvent(
      appendEvent([], { type: 'worker-started' }, NOW),
      { type: 'key-saved' },
      NOW + MINUTE,
    );
    expect(events.map(({ at, type }) => [at, type])).toEqual([
      [NOW, 'worker-started'],
      [NOW + MINUTE, 'key-saved'],
    ]);
    expect(eventsSchema.parse(events)).toEqual(events);
  });

  it('counts a repeated event and updates its time', () => {
    let events: readonly WorkerEvent[] = [];
    for (let start = 0; start < 4; start++)
      events = appendEvent(events, { type: 'worker-started' }, NOW + start);
    expect(events).toMatchObject([{ type: 'worker-started', count: 4, at: NOW + 3 }]);
  });

  it('keeps each sync and each request with a request id separately', () => {
    const syncs = appendEvent(
      appendEvent([], { type: 'synced', sync: SYNC }, NOW),
      { type: 'synced', sync: SYNC },
      NOW,
    );
    expect(syncs).toHaveLength(2);
    const refused = { type: 'key-checked', outcome: 'unauthorized', requestId: 'req-1' } as const;
    expect(appendEvent(appendEvent([], refused, NOW), refused, NOW)).toHaveLength(2);
  });

  it('keeps the same event with another outcome separately', () => {
    const checked = (outcome: string) => ({ type: 'key-checked', outcome }) as const;
    const events = appendEvent(appendEvent([], checked('offline'), NOW), checked('ok'), NOW);
    expect(events.map(({ outcome, count }) => [outcome, count])).toEqual([
      ['offline', 1],
      ['ok', 1],
    ]);
  });

  it('keeps the last fifty', () => {
    let events: readonly WorkerEvent[] = [];
    for (let sync = 0; sync < 60; sync++)
      events = appendEvent(events, { type: 'synced', sync: SYNC }, NOW + sync);
    expect(MAX_EVENTS).toBe(50);
    expect(events.map(({ at }) => at - NOW)).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 10),
    );
  });

  it('eventsSchema rejects a time that is no valid date', () => {
    const [event] = appendEvent([], { type: 'key-saved' }, NOW);
    expect(eventsSchema.safeParse([{ ...event, at: 1e300 }]).success).toBe(false);
  });
});
