import * as z from 'zod/mini';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { type AlertMessage, alertMessageSchema } from './alert-message.ts';
import { type ChannelFault, type ChannelStates, isActive } from './channel-state.ts';
import { WEBHOOK_CHANNELS, type WebhookChannel } from './webhook-address.ts';

/** A message that could not be sent for this time is given up, ms. */
export const MAX_MESSAGE_AGE_MS = DAY_MS;

/** The wait after the first failure, ms; it doubles with each. */
const INITIAL_WAIT_MS = MINUTE_MS;
const MAX_WAIT_MS = HOUR_MS;
/** No wait is longer, whatever the server asks for, ms. A longer one: the clock was set back. */
const MAX_RETRY_WAIT_MS = DAY_MS;

/** More messages of one channel are not kept: the oldest is given up. */
const MAX_WAITING = 50;

const entrySchema = z.readonly(
  z.object({
    channel: z.enum(WEBHOOK_CHANNELS),
    message: alertMessageSchema,
    /** ms since epoch. */
    enqueuedAt: z.number(),
    /** Attempts without success. */
    failures: z.number(),
    /** Not to be sent before, ms since epoch; `null`: at once. */
    notBefore: z.nullable(z.number()),
  }),
);

/** A message on its way to a channel. */
export type OutboxEntry = z.infer<typeof entrySchema>;

/** The messages to be sent, in the order of their making, which is kept within a channel. */
export const outboxSchema = z.readonly(z.array(entrySchema));

export type Outbox = z.infer<typeof outboxSchema>;

export const EMPTY_OUTBOX: Outbox = [];

/** The messages and the channels, which change together. */
export interface Deliveries {
  readonly outbox: Outbox;
  readonly channels: ChannelStates;
}

/** The result of one attempt to send a message. */
export type DeliveryResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly fault: ChannelFault;
      readonly status: number | null;
      /** The wait that the server asks for, ms. */
      readonly retryAfterMs: number | null;
    };

/**
 * Adds a message. One that is in the outbox already is not added again, and one of sample posts
 * never leaves the device.
 */
export function enqueue(
  outbox: Outbox,
  channel: WebhookChannel,
  message: AlertMessage,
  now: number,
): Outbox {
  if (message.isSample || outbox.some((entry) => isOf(entry, channel, message.id))) return outbox;
  return [...outbox, { channel, message, enqueuedAt: now, failures: 0, notBefore: null }];
}

/** Returns the next message that may be sent now; `null`: there is none. */
export function nextToSend({ outbox, channels }: Deliveries, now: number): OutboxEntry | null {
  return (
    headsOf(outbox)
      .filter(({ channel }) => isActive(channel, channels[channel]))
      .find((head) => sendableAt(head, now) <= now) ?? null
  );
}

/**
 * Returns the time of the next attempt, or of the next message to be given up, ms since epoch;
 * `null`: the outbox is empty.
 */
export function nextDeliveryAt({ outbox, channels }: Deliveries, now: number): number | null {
  const times = headsOf(outbox).map((head) => {
    const endsAt = head.enqueuedAt + MAX_MESSAGE_AGE_MS;
    const isWaiting = !isActive(head.channel, channels[head.channel]);
    return isWaiting ? endsAt : Math.min(endsAt, sendableAt(head, now));
  });
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * Returns what follows from an attempt: a message that got through leaves the outbox, one that was
 * rejected, too; the others wait. Changes nothing when the message is not in the outbox any more.
 *
 * @param title the message in one line
 * @param now ms since epoch
 */
export function settle(
  deliveries: Deliveries,
  sent: OutboxEntry,
  result: DeliveryResult,
  title: string,
  now: number,
): Deliveries {
  const { outbox, channels } = deliveries;
  const { channel, message } = sent;
  const entry = outbox.find((candidate) => isOf(candidate, channel, message.id));
  if (entry === undefined) return deliveries;
  const others = outbox.filter((candidate) => candidate !== entry);
  const state = channels[channel];
  if (result.ok) {
    const lastSent = { id: message.id, at: now, title };
    return {
      outbox: others,
      channels: { ...channels, [channel]: { ...state, lastSent, fault: null, givenUp: null } },
    };
  }
  const fault = { kind: result.fault, status: result.status, at: now };
  const failures = entry.failures + 1;
  const notBefore = now + (result.retryAfterMs ?? waitAfter(failures));
  const waiting = { ...entry, failures, notBefore };
  return {
    outbox:
      result.fault === 'rejected'
        ? others
        : outbox.map((candidate) => (candidate === entry ? waiting : candidate)),
    channels: { ...channels, [channel]: { ...state, fault } },
  };
}

/**
 * Gives up the messages that could not be sent for a day, and the oldest where there are too many.
 *
 * @param now ms since epoch
 */
export function giveUp(deliveries: Deliveries, now: number): Deliveries {
  const { outbox } = deliveries;
  const kept = outbox.filter((entry, index) => {
    const newer = outbox.slice(index + 1).filter(({ channel }) => channel === entry.channel);
    return now - entry.enqueuedAt < MAX_MESSAGE_AGE_MS && newer.length < MAX_WAITING;
  });
  if (kept.length === outbox.length) return deliveries;
  let { channels } = deliveries;
  for (const channel of WEBHOOK_CHANNELS) {
    const count = countOf(outbox, channel) - countOf(kept, channel);
    if (count === 0) continue;
    const state = channels[channel];
    const givenUp = { at: now, count: (state.givenUp?.count ?? 0) + count };
    channels = { ...channels, [channel]: { ...state, givenUp } };
  }
  return { outbox: kept, channels };
}

/** Removes a message, because nothing of it is to be sent any more. */
export function withoutEntry(outbox: Outbox, { channel, message }: OutboxEntry): Outbox {
  return outbox.filter((entry) => !isOf(entry, channel, message.id));
}

/** Removes the messages to a channel. */
export function withoutChannel(outbox: Outbox, channel: WebhookChannel): Outbox {
  return outbox.filter((entry) => entry.channel !== channel);
}

/**
 * Lets the next message to a channel be sent at once, because the user has put right what was in
 * its way.
 */
export function sendAtOnce(outbox: Outbox, channel: WebhookChannel): Outbox {
  return outbox.map((entry) =>
    entry.channel === channel && entry.notBefore !== null ? { ...entry, notBefore: null } : entry,
  );
}

/** Returns the time from which a message may be sent; a wait of an impossible length is over. */
function sendableAt({ enqueuedAt, notBefore }: OutboxEntry, now: number): number {
  if (notBefore === null || notBefore - now > MAX_RETRY_WAIT_MS) return Math.min(enqueuedAt, now);
  return notBefore;
}

function waitAfter(failures: number): number {
  return Math.min(INITIAL_WAIT_MS * 2 ** Math.min(failures - 1, 10), MAX_WAIT_MS);
}

/** The first message of each channel. */
function headsOf(outbox: Outbox): readonly OutboxEntry[] {
  return outbox.filter(
    ({ channel }, index) => outbox.findIndex((entry) => entry.channel === channel) === index,
  );
}

function countOf(outbox: Outbox, channel: WebhookChannel): number {
  return outbox.filter((entry) => entry.channel === channel).length;
}

function isOf(entry: OutboxEntry, channel: WebhookChannel, id: string): boolean {
  return entry.channel === channel && entry.message.id === id;
}
