import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { CHANNEL_OFF, CHANNELS_OFF } from '../../../utils/alerts/channel-state.ts';
import {
  type DeliveryResult,
  EMPTY_OUTBOX,
  enqueue,
  type OutboxEntry,
  settle,
} from '../../../utils/alerts/outbox.ts';
import { JOB_ALARM } from '../../../utils/browser/job-alarm.ts';
import { NO_MARKS } from '../../../utils/state/initial-state.ts';
import {
  alertPauseStore,
  channelsStore,
  marksStore,
  outboxStore,
} from '../../../utils/storage/stored-values.ts';
import { alertMessage, alertPost } from '../../builders/alert-message.ts';
import { holdCalls, settled } from '../../builders/held-call.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { HOUR, MINUTE } from '../../builders/time.ts';

const sendWebhook = vi.hoisted(() => vi.fn());
vi.mock('../../../utils/alerts/send-webhook.ts', () => ({ sendWebhook }));
vi.mock('../../../utils/browser/translate.ts', async () => {
  const { english } = await import('../../builders/english.ts');
  return { translate: english, messageLocale: () => 'en' };
});

/** Stores a message to Slack, which is on. */
async function storeSlack(enqueuedAt = Date.now()): Promise<void> {
  await channelsStore.write({
    ...CHANNELS_OFF,
    slack: { ...CHANNEL_OFF, isOn: true, addressEnding: 'mW8x' },
  });
  await outboxStore.write(enqueue(EMPTY_OUTBOX, 'slack', alertMessage(), enqueuedAt));
}

/** Another worker: its modules are its own, its locks are the browser's. */
async function newWorker() {
  vi.resetModules();
  return import('../../../entrypoints/background/send-messages.ts');
}

const { changeDeliveries } = await newWorker();

beforeEach(() => {
  fakeBrowser.reset();
  stubLocks();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('changeDeliveries', () => {
  it('arms the alarm of the next attempt before it stores that there will be one', async () => {
    const now = Date.now();
    await channelsStore.write({
      ...CHANNELS_OFF,
      slack: { ...CHANNEL_OFF, isOn: true, addressEnding: 'mW8x' },
    });
    await outboxStore.write(enqueue(EMPTY_OUTBOX, 'slack', alertMessage(), now));
    const release = holdCalls(fakeBrowser.alarms, 'create');
    const limited: DeliveryResult = {
      ok: false,
      fault: 'rate-limited',
      status: 429,
      retryAfterMs: 5 * MINUTE,
    };
    const changing = changeDeliveries((present) =>
      settle(present, present.outbox[0] as OutboxEntry, limited, 'A title', now),
    );
    await settled();
    expect((await outboxStore.read())[0]).toMatchObject({ failures: 0, notBefore: null });
    release();
    await changing;
    expect((await outboxStore.read())[0]).toMatchObject({ failures: 1 });
    expect((await fakeBrowser.alarms.get(JOB_ALARM))?.scheduledTime).toBe(now + 5 * MINUTE);
  });

  it('stores an answer with its consequences for the channel in one write', async () => {
    await storeSlack();
    const { set } = fakeBrowser.storage.local;
    const partsStored: unknown[] = [];
    vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation(async (items) => {
      await set(items);
      const [outbox, channels] = [await outboxStore.read(), await channelsStore.read()];
      partsStored.push([outbox.length, channels.slack.lastSent?.title ?? null]);
    });
    await changeDeliveries((present, at) =>
      settle(present, present.outbox[0] as OutboxEntry, { ok: true }, 'A title', at),
    );
    expect(partsStored).not.toContainEqual([0, null]);
    expect(partsStored).not.toContainEqual([1, 'A title']);
    expect(partsStored.at(-1)).toEqual([0, 'A title']);
  });

  it('keeps the changes of two calls at the same moment', async () => {
    const now = Date.now();
    const add = (channel: 'slack' | 'discord') =>
      changeDeliveries((present) => ({
        ...present,
        outbox: enqueue(present.outbox, channel, alertMessage({ id: channel }), now),
      }));
    await Promise.all([add('slack'), add('discord')]);
    expect((await outboxStore.read()).map(({ channel }) => channel)).toEqual(['slack', 'discord']);
  });
});

describe('watchOutbox', () => {
  it('follows changes of the outbox, and of nothing else', async () => {
    const send = vi.fn();
    (await newWorker()).watchOutbox(send);
    await marksStore.write({ ...NO_MARKS, posts: { p1: { seenAt: Date.now() } } });
    await settled();
    expect(send).not.toHaveBeenCalled();
    await storeSlack();
    await vi.waitFor(() => expect(send).toHaveBeenCalled());
  });
});

describe('sendMessages', () => {
  it('keeps a message until its answer, with an alarm from before it was sent', async () => {
    await channelsStore.write({
      ...CHANNELS_OFF,
      slack: { ...CHANNEL_OFF, isOn: true, addressEnding: 'mW8x' },
    });
    const outbox = enqueue(EMPTY_OUTBOX, 'slack', alertMessage(), Date.now());
    await outboxStore.write(outbox);
    const atSending: unknown[] = [];
    sendWebhook.mockImplementation(async () => {
      atSending.push(await outboxStore.read(), await fakeBrowser.alarms.get(JOB_ALARM));
      return { ok: true };
    });
    const release = holdCalls(fakeBrowser.alarms, 'create');
    const sending = (await newWorker()).sendMessages();
    await settled();
    expect(sendWebhook).not.toHaveBeenCalled();
    release();
    await sending;
    expect(atSending).toEqual([outbox, expect.objectContaining({ name: JOB_ALARM })]);
    expect(await outboxStore.read()).toEqual([]);
  });

  it('sends nothing of posts that were seen meanwhile, and keeps none of it', async () => {
    await storeSlack();
    await marksStore.write({ ...NO_MARKS, posts: { p1: { seenAt: Date.now() } } });
    await (await newWorker()).sendMessages();
    expect(sendWebhook).not.toHaveBeenCalled();
    expect(await outboxStore.read()).toEqual([]);
  });

  it('keeps what follows a message of which nothing is to be sent', async () => {
    await storeSlack();
    const next = alertMessage({ id: 'next', posts: [alertPost({ id: 'p2' })] });
    await outboxStore.write(enqueue(await outboxStore.read(), 'slack', next, Date.now()));
    await marksStore.write({ ...NO_MARKS, posts: { p1: { seenAt: Date.now() } } });
    sendWebhook.mockResolvedValue({ ok: true });
    await (await newWorker()).sendMessages();
    expect(sendWebhook).toHaveBeenCalledOnce();
    expect((await channelsStore.read()).slack.lastSent?.id).toBe('next');
  });

  it('waits for the end of a pause, which holds back no test', async () => {
    await storeSlack();
    await alertPauseStore.write({ until: Date.now() + HOUR });
    sendWebhook.mockResolvedValue({ ok: true });
    const worker = await newWorker();
    await worker.sendMessages();
    expect(sendWebhook).not.toHaveBeenCalled();
    const test = alertMessage({ id: 'test', kind: 'test' });
    await outboxStore.write(enqueue(EMPTY_OUTBOX, 'slack', test, Date.now()));
    await worker.sendMessages();
    expect(sendWebhook).toHaveBeenCalledOnce();
  });

  it('gives up a message that could not be sent for a day, and counts it', async () => {
    await storeSlack(Date.now() - 25 * HOUR);
    await (await newWorker()).sendMessages();
    expect(sendWebhook).not.toHaveBeenCalled();
    expect(await outboxStore.read()).toEqual([]);
    expect((await channelsStore.read()).slack.givenUp).toMatchObject({ count: 1 });
  });

  it('sends each message once although two workers live', async () => {
    await channelsStore.write({
      ...CHANNELS_OFF,
      slack: { ...CHANNEL_OFF, isOn: true, addressEnding: 'mW8x' },
    });
    await outboxStore.write(enqueue(EMPTY_OUTBOX, 'slack', alertMessage(), Date.now()));
    sendWebhook.mockImplementation(async () => {
      await settled();
      return { ok: true };
    });
    const [one, other] = [await newWorker(), await newWorker()];
    await Promise.all([one.sendMessages(), other.sendMessages()]);
    expect(sendWebhook).toHaveBeenCalledOnce();
    expect(await outboxStore.read()).toEqual([]);
  });
});
