import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { NEW_CHANNEL_MEMORY, NO_ALERT_MEMORY } from '../../../utils/alerts/alert-memory.ts';
import { CHANNEL_OFF, CHANNELS_OFF } from '../../../utils/alerts/channel-state.ts';
import { JOB_ALARM } from '../../../utils/browser/job-alarm.ts';
import { alertPost } from '../../builders/alert-message.ts';
import { holdWrites, settled } from '../../builders/held-call.ts';
import { holdLock } from '../../builders/hold-lock.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { HOUR, NOW } from '../../builders/time.ts';
import { SLACK_ADDRESS } from '../../sandbox-api/fake-webhooks.ts';

vi.mock('../../../utils/browser/channel-access.ts', () => ({ hasChannelAccess: async () => true }));
vi.mock('../../../utils/browser/translate.ts', async () => {
  const { english } = await import('../../builders/english.ts');
  return { translate: english, messageLocale: () => 'en' };
});

const { followChannels, pauseAlerts, pauseAlertsBy, sendDueAlerts, startAlerts, storeWithAlerts } =
  await import('../../../entrypoints/background/alerts.ts');
const { withOutboxLock } = await import('../../../entrypoints/background/outbox-lock.ts');
const { withPublishLock } = await import('../../../entrypoints/background/publish-lock.ts');
const { alertMemoryStore, alertPauseStore, channelsStore, keyOwnerStore, outboxStore } =
  await import('../../../utils/storage/stored-values.ts');
const { storeWebhook } = await import('../../../utils/storage/webhook-store.ts');

/** Stores a breakout that waits for Slack, and the channel, which is on. */
async function storeWaiting(): Promise<void> {
  await keyOwnerStore.write(aKeyOwner());
  await channelsStore.write({
    ...CHANNELS_OFF,
    slack: { ...CHANNEL_OFF, isOn: true, addressEnding: 'mW8x' },
  });
  await storeWebhook('slack', SLACK_ADDRESS, 'device', []);
  const slack = { ...NEW_CHANNEL_MEMORY, waiting: [alertPost()] };
  const channels = { ...NO_ALERT_MEMORY.channels, slack };
  await alertMemoryStore.write({ ...NO_ALERT_MEMORY, channels });
}

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  stubLocks();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('sendDueAlerts', () => {
  it.each([
    ['a ranking is being published', withPublishLock],
    ['a message is being put into the outbox', withOutboxLock],
  ])('waits while %s', async (_, withLock) => {
    await keyOwnerStore.write(aKeyOwner());
    await channelsStore.write({ ...CHANNELS_OFF, desktop: { ...CHANNEL_OFF, isOn: true } });
    const before = await alertMemoryStore.read();
    const release = await holdLock(withLock, sendDueAlerts);
    expect(await alertMemoryStore.read()).toEqual(before);
    await release();
    expect(await alertMemoryStore.read()).not.toEqual(before);
  });

  it('puts each message where its channel sends it from', async () => {
    await storeWaiting();
    const memory = await alertMemoryStore.read();
    const desktop = { ...NEW_CHANNEL_MEMORY, waiting: [alertPost()] };
    await alertMemoryStore.write({ ...memory, channels: { ...memory.channels, desktop } });
    const channels = await channelsStore.read();
    await channelsStore.write({ ...channels, desktop: { ...CHANNEL_OFF, isOn: true } });
    const create = vi.spyOn(fakeBrowser.notifications, 'create');
    await sendDueAlerts();
    expect(await outboxStore.read()).toMatchObject([{ channel: 'slack' }]);
    expect(create).toHaveBeenCalledOnce();
  });

  it('sends nothing without a key', async () => {
    await storeWaiting();
    await keyOwnerStore.remove();
    await sendDueAlerts();
    expect(await outboxStore.read()).toEqual([]);
  });

  it('plans when what is held back is sent', async () => {
    await sendDueAlerts();
    expect(await fakeBrowser.alarms.get(JOB_ALARM)).toBeDefined();
  });
});

describe('startAlerts', () => {
  it('lets channels begin that were switched on, and sends nothing yet', async () => {
    await storeWaiting();
    const { slack } = (await alertMemoryStore.read()).channels;
    const channels = await channelsStore.read();
    await channelsStore.write({ ...channels, desktop: { ...CHANNEL_OFF, isOn: true } });
    await startAlerts();
    expect((await alertMemoryStore.read()).channels).toEqual({
      ...{ desktop: NEW_CHANNEL_MEMORY, slack, discord: null },
    });
    expect(await outboxStore.read()).toEqual([]);
  });
});

describe('followChannels', () => {
  it('sends what waits for a channel that works', async () => {
    await storeWaiting();
    await followChannels();
    expect(await outboxStore.read()).toMatchObject([{ channel: 'slack' }]);
  });
});

describe('pauseAlertsBy', () => {
  it('pauses for the length that was chosen', async () => {
    await keyOwnerStore.write(aKeyOwner());
    const before = Date.now();
    await pauseAlertsBy('hour');
    expect((await alertPauseStore.read()).until).toBeGreaterThanOrEqual(before + HOUR);
  });
});

describe('storeWithAlerts', () => {
  it('waits while a message is being put into the outbox, which it would write back', async () => {
    const store = vi.fn(async () => undefined);
    const newsOf = () => {
      throw new Error('no channel is on');
    };
    const release = await holdLock(withOutboxLock, () => storeWithAlerts(newsOf, store));
    expect(store).not.toHaveBeenCalled();
    await release();
    expect(store).toHaveBeenCalledExactlyOnceWith([]);
  });

  it('plans when what is held back is sent', async () => {
    await storeWithAlerts(
      () => {
        throw new Error('no channel is on');
      },
      async () => undefined,
    );
    expect(await fakeBrowser.alarms.get(JOB_ALARM)).toBeDefined();
  });
});

describe('pauseAlerts', () => {
  it('stores the end of the pause, and plans the next jobs', async () => {
    await keyOwnerStore.write(aKeyOwner());
    await pauseAlerts(NOW);
    expect(await alertPauseStore.read()).toEqual({ until: NOW });
    expect(await fakeBrowser.alarms.get(JOB_ALARM)).toBeDefined();
    await pauseAlerts(null);
    expect(await alertPauseStore.read()).toEqual({ until: null });
  });

  it('holds back what waits at the same moment', async () => {
    await keyOwnerStore.write(aKeyOwner());
    await channelsStore.write({
      ...CHANNELS_OFF,
      slack: { ...CHANNEL_OFF, isOn: true, addressEnding: 'mW8x' },
    });
    const slack = { ...NEW_CHANNEL_MEMORY, waiting: [alertPost()] };
    const channels = { ...NO_ALERT_MEMORY.channels, slack };
    await alertMemoryStore.write({ ...NO_ALERT_MEMORY, channels });
    const release = holdWrites();
    const pausing = pauseAlerts(Date.now() + HOUR);
    await settled();
    release();
    await pausing;
    expect(await outboxStore.read()).toEqual([]);
    await pauseAlerts(null);
    expect(await outboxStore.read()).toMatchObject([{ channel: 'slack' }]);
  });

  it('leaves nothing where there is no key', async () => {
    await pauseAlerts(NOW);
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
  });
});
