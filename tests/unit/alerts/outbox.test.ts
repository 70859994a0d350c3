import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHANNEL_OFF,
  CHANNELS_OFF,
  type ChannelState,
} from '../../../utils/alerts/channel-state.ts';
import {
  type Deliveries,
  type DeliveryResult,
  EMPTY_OUTBOX,
  enqueue,
  giveUp,
  MAX_MESSAGE_AGE_MS,
  nextDeliveryAt,
  nextToSend,
  outboxSchema,
  sendAtOnce,
  settle,
  withoutChannel,
  withoutEntry,
} from '../../../utils/alerts/outbox.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../utils/time/units.ts';
import { alertMessage } from '../../builders/alert-message.ts';

const NOW = Date.UTC(2026, 10, 26, 9);
const ON: ChannelState = { ...CHANNEL_OFF, isOn: true, addressEnding: 'mW8x' };

const deliveries = (...ids: readonly string[]): Deliveries => ({
  outbox: ids.reduce(
    (outbox, id) => enqueue(outbox, 'slack', alertMessage({ id }), NOW),
    EMPTY_OUTBOX,
  ),
  channels: { ...CHANNELS_OFF, slack: ON, discord: ON },
});

const failure = (
  fault: Extract<DeliveryResult, { ok: false }>['fault'],
  retryAfterMs: number | null = null,
): DeliveryResult => ({ ok: false, fault, status: null, retryAfterMs });

/** Settles an attempt at the first message. */
function attempted(before: Deliveries, result: DeliveryResult, now = NOW): Deliveries {
  const [first] = before.outbox;
  if (first === undefined) throw new Error('the outbox is empty');
  return settle(before, first, result, 'title', now);
}

const idsOf = ({ outbox }: Deliveries) => outbox.map(({ message }) => message.id);

describe('enqueue', () => {
  it('adds a message once for each channel', () => {
    const message = alertMessage({ id: 'a' });
    const once = enqueue(enqueue([], 'slack', message, NOW), 'slack', message, NOW + 1);
    expect(once).toHaveLength(1);
    expect(enqueue(once, 'discord', message, NOW)).toHaveLength(2);
  });

  it('keeps no message with sample posts', () => {
    expect(enqueue([], 'slack', alertMessage({ isSample: true }), NOW)).toEqual([]);
  });
});

describe('settle', () => {
  it('removes a message that got through, and says so', () => {
    const after = attempted(attempted(deliveries('a', 'b'), failure('network')), { ok: true });
    expect(idsOf(after)).toEqual(['b']);
    expect(after.channels.slack).toMatchObject({
      fault: null,
      lastSent: { id: 'a', at: NOW, title: 'title' },
    });
  });

  it('waits a minute after a failure, and twice as long after each, up to an hour', () => {
    let present = deliveries('a');
    const waits = Array.from({ length: 8 }, () => {
      present = attempted(present, failure('server-error'));
      return ((nextDeliveryAt(present, NOW) ?? 0) - NOW) / MINUTE_MS;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it('waits as long as the server asks for', () => {
    const after = attempted(deliveries('a'), failure('rate-limited', 3 * HOUR_MS));
    expect(nextToSend(after, NOW + 3 * HOUR_MS - 1)).toBeNull();
    expect(nextToSend(after, NOW + 3 * HOUR_MS)?.message.id).toBe('a');
  });

  it('lets no later message of a channel overtake one that waits, and holds up no other', () => {
    const before = deliveries('a', 'b');
    const outbox = enqueue(before.outbox, 'discord', alertMessage({ id: 'c' }), NOW);
    const after = attempted({ ...before, outbox }, failure('network'));
    expect(nextToSend(after, NOW)?.message.id).toBe('c');
    expect(nextToSend(after, NOW + MINUTE_MS)?.message.id).toBe('a');
  });

  it('drops a rejected message, so that the others get through', () => {
    const after = attempted(deliveries('a', 'b'), failure('rejected'));
    expect(idsOf(after)).toEqual(['b']);
    expect(nextToSend(after, NOW)?.message.id).toBe('b');
  });

  it.each(['revoked', 'access-missing', 'address-missing'] as const)(
    'stops the channel when it is %s, and keeps the message',
    (fault) => {
      const after = attempted(deliveries('a'), failure(fault));
      expect(nextToSend(after, NOW + DAY_MS / 2)).toBeNull();
      expect(nextDeliveryAt(after, NOW)).toBe(NOW + MAX_MESSAGE_AGE_MS);
      expect(idsOf(after)).toEqual(['a']);
    },
  );

  it('changes nothing for a message that was removed meanwhile', () => {
    const before = deliveries('a');
    const [entry] = before.outbox;
    if (entry === undefined) throw new Error('the outbox is empty');
    const removed = { ...before, outbox: withoutChannel(before.outbox, 'slack') };
    expect(settle(removed, entry, { ok: true }, 'title', NOW)).toBe(removed);
  });
});

describe('giveUp', () => {
  it('gives up a message after a day, and counts it', () => {
    const before = deliveries('a', 'b');
    expect(giveUp(before, NOW + MAX_MESSAGE_AGE_MS - 1)).toBe(before);
    const after = giveUp(before, NOW + MAX_MESSAGE_AGE_MS);
    expect(after.outbox).toEqual([]);
    expect(after.channels.slack.givenUp).toEqual({ at: NOW + MAX_MESSAGE_AGE_MS, count: 2 });
    expect(after.channels.discord.givenUp).toBeNull();
  });

  it('keeps the newest fifty messages of a channel', () => {
    const after = giveUp(deliveries(...Array.from({ length: 60 }, (_, index) => `${index}`)), NOW);
    expect(idsOf(after)[0]).toBe('10');
    expect(after.channels.slack.givenUp?.count).toBe(10);
  });

  it('gives up nothing of a channel for the messages of another', () => {
    const before = deliveries(...Array.from({ length: 60 }, (_, index) => `${index}`));
    const first = alertMessage({ id: 'first' });
    const mixed = [...enqueue([], 'discord', first, NOW), ...before.outbox];
    const after = giveUp({ ...before, outbox: mixed }, NOW);
    expect(idsOf(after)[0]).toBe('first');
    expect(after.channels.discord.givenUp).toBeNull();
  });

  it('adds up what was given up since the last message that got through', () => {
    const end = NOW + MAX_MESSAGE_AGE_MS;
    const once = giveUp(deliveries('a', 'b'), end);
    const outbox = enqueue([], 'slack', alertMessage({ id: 'c' }), NOW);
    expect(giveUp({ ...once, outbox }, end + 1).channels.slack.givenUp).toEqual({
      at: end + 1,
      count: 3,
    });
  });
});

describe('nextDeliveryAt', () => {
  it('is the attempt of the channel that comes first', () => {
    const before = attempted(deliveries('a'), failure('rate-limited', 3 * HOUR_MS));
    const outbox = enqueue(before.outbox, 'discord', alertMessage({ id: 'b' }), NOW);
    expect(nextDeliveryAt({ ...before, outbox }, NOW)).toBe(NOW);
  });

  it('is the end of a message that would wait beyond it', () => {
    const now = NOW + MAX_MESSAGE_AGE_MS - HOUR_MS;
    const waiting = attempted(deliveries('a'), failure('rate-limited', 5 * HOUR_MS), now);
    expect(nextDeliveryAt(waiting, now)).toBe(NOW + MAX_MESSAGE_AGE_MS);
  });
});

describe('nextToSend', () => {
  it('sends nothing to a channel that is off or has no address', () => {
    const before = deliveries('a');
    for (const slack of [CHANNEL_OFF, { ...ON, addressEnding: null }, { ...ON, isOn: false }])
      expect(nextToSend({ ...before, channels: { ...before.channels, slack } }, NOW)).toBeNull();
  });

  it('ends a wait that is longer than any, because the clock was set back', () => {
    const after = attempted(deliveries('a'), failure('network'));
    const before = NOW - 30 * DAY_MS;
    expect(nextToSend(after, before)?.message.id).toBe('a');
    expect(nextDeliveryAt(after, before)).toBeLessThanOrEqual(before);
  });

  it('sends at once what the user has put right', () => {
    const after = attempted(deliveries('a'), failure('server-error'));
    expect(nextToSend({ ...after, outbox: sendAtOnce(after.outbox, 'slack') }, NOW)).not.toBeNull();
    expect(nextToSend({ ...after, outbox: sendAtOnce(after.outbox, 'discord') }, NOW)).toBeNull();
  });
});

describe('withoutEntry and withoutChannel', () => {
  it('remove one message of a channel, or all of them, and nothing else', () => {
    const message = alertMessage({ id: 'a' });
    const outbox = enqueue(deliveries('a', 'b').outbox, 'discord', message, NOW);
    const left = (after: typeof outbox) => after.map((one) => [one.channel, one.message.id]);
    const [first] = outbox;
    if (first === undefined) throw new Error('the outbox is empty');
    expect(left(withoutEntry(outbox, first))).toEqual([
      ['slack', 'b'],
      ['discord', 'a'],
    ]);
    expect(left(withoutChannel(outbox, 'slack'))).toEqual([['discord', 'a']]);
  });
});

describe('outbox over a month', () => {
  it('delivers every message once, in order, or says that it was given up', () => {
    const faults = fc.constantFrom(
      'network',
      'timeout',
      'offline',
      'server-error',
      'rate-limited',
      'redirected',
    );
    const step = fc.record({
      adds: fc.boolean(),
      passesMs: fc.integer({ min: 0, max: 6 * HOUR_MS }),
      fault: fc.option(faults, { nil: null, freq: 2 }),
      retryAfterMs: fc.option(fc.integer({ min: 1000, max: DAY_MS }), { nil: null, freq: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
        let present = deliveries();
        let now = NOW;
        let added = 0;
        let givenUp = 0;
        const sent: number[] = [];
        for (const { adds, passesMs, fault, retryAfterMs } of steps) {
          if (adds) {
            const message = alertMessage({ id: `${added}` });
            present = { ...present, outbox: enqueue(present.outbox, 'slack', message, now) };
            added += 1;
          }
          now += passesMs;
          const before = present.outbox.length;
          present = giveUp(present, now);
          givenUp += before - present.outbox.length;
          const next = nextToSend(present, now);
          if (next !== null) {
            expect(next.notBefore ?? 0).toBeLessThanOrEqual(now);
            expect(now - next.enqueuedAt).toBeLessThan(MAX_MESSAGE_AGE_MS);
            if (fault === null) sent.push(Number(next.message.id));
            const result: DeliveryResult =
              fault === null ? { ok: true } : failure(fault, retryAfterMs);
            present = settle(present, next, result, 'title', now);
          }
          expect(outboxSchema.parse(JSON.parse(JSON.stringify(present.outbox)))).toEqual(
            present.outbox,
          );
          const dueAt = nextDeliveryAt(present, now);
          expect(dueAt === null).toBe(present.outbox.length === 0);
        }
        expect(sent).toEqual([...new Set(sent)].sort((a, b) => a - b));
        expect(sent.length + givenUp + present.outbox.length).toBe(added);
      }),
    );
  });
});
