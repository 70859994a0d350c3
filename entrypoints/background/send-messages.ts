import type { AlertMessage } from '../../utils/alerts/alert-message.ts';
import { discordPayload } from '../../utils/alerts/discord-payload.ts';
import {
  type Deliveries,
  type DeliveryResult,
  giveUp,
  nextToSend,
  type OutboxEntry,
  settle,
  withoutEntry,
} from '../../utils/alerts/outbox.ts';
import { withoutWithheld } from '../../utils/alerts/select-posts.ts';
import { sendWebhook } from '../../utils/alerts/send-webhook.ts';
import { slackPayload } from '../../utils/alerts/slack-payload.ts';
import type { WebhookChannel } from '../../utils/alerts/webhook-address.ts';
import { hasChannelAccess } from '../../utils/browser/channel-access.ts';
import { messageLocale, translate } from '../../utils/browser/translate.ts';
import { alertWords } from '../../utils/messages/alert-words.ts';
import { outbox } from '../../utils/storage/registry.ts';
import {
  channelsStore,
  marksStore,
  outboxStore,
  readBatch,
  writeBatch,
} from '../../utils/storage/stored-values.ts';
import { watchKeys } from '../../utils/storage/watch-keys.ts';
import { readWebhooks } from '../../utils/storage/webhook-store.ts';
import { coalesce } from '../../utils/sync/coalesce.ts';
import { ensureJobs, silentUntil } from './job-list.ts';
import { withOutboxLock } from './outbox-lock.ts';

const PAYLOADS = { slack: slackPayload, discord: discordPayload };

/** Follows the outbox. Must be called synchronously at the worker's start. */
export function watchOutbox(send: () => void): void {
  watchKeys([outbox.key], send);
}

/**
 * Sends the messages that are due, one at a time, and gives up those that are too old. A message is
 * removed once the answer has come: a worker that dies before is followed by one that sends it
 * again.
 */
export const sendMessages = coalesce(() =>
  // Another worker may live still.
  navigator.locks.request('sending', sendDue),
);

async function sendDue(): Promise<void> {
  if ((await outboxStore.read()).length === 0) return;
  // A worker that dies with a message under way is followed by another. What the attempts change is
  // planned with each change.
  await ensureJobs();
  for (let next = await takeNext(); next !== null; next = await takeNext()) {
    const entry = next;
    const message = withoutWithheld(entry.message, await marksStore.read(), Date.now());
    if (message === null) {
      await changeDeliveries((present) => ({
        ...present,
        outbox: withoutEntry(present.outbox, entry),
      }));
      continue;
    }
    const { title, result } = await attempt(entry.channel, message);
    await changeDeliveries((present, now) => settle(present, entry, result, title, now));
  }
}

/** Gives up what is too old, and returns the next message to send. */
async function takeNext(): Promise<OutboxEntry | null> {
  const deliveries = await changeDeliveries(giveUp);
  const now = Date.now();
  const next = nextToSend(deliveries, now);
  // A test is wanted now.
  if (next === null || next.message.kind === 'test') return next;
  // What could not be sent before quiet hours or a pause waits for their end.
  return (await silentUntil(now)) <= now ? next : null;
}

async function attempt(
  channel: WebhookChannel,
  message: AlertMessage,
): Promise<{ readonly title: string; readonly result: DeliveryResult }> {
  const words = alertWords(message, { t: translate, locale: messageLocale() });
  const connection = {
    fetch: (url: string, init: RequestInit) => fetch(url, init),
    now: Date.now,
    isOnline: () => navigator.onLine,
    hasAccess: hasChannelAccess,
  };
  const address = (await readWebhooks())[channel];
  const result = await sendWebhook(connection, channel, address, PAYLOADS[channel](words));
  return { title: words.title, result };
}

/** Changes the outbox and the channels' states in one write, if anything changes. */
export function changeDeliveries(
  change: (present: Deliveries, now: number) => Deliveries,
): Promise<Deliveries> {
  return withOutboxLock(async () => {
    const [outbox, channels] = await readBatch(outboxStore, channelsStore);
    const before = { outbox, channels };
    const after = change(before, Date.now());
    // The alarm comes first: a worker that dies after the write is woken for the next attempt.
    if (after.outbox !== before.outbox) await ensureJobs(after);
    const entries = [
      ...(after.outbox === before.outbox ? [] : [outboxStore.toEntry(after.outbox)]),
      ...(after.channels === before.channels ? [] : [channelsStore.toEntry(after.channels)]),
    ];
    await writeBatch(entries);
    return after;
  });
}
