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

const { pauseAlerts, sendDueAlerts, storeWithAlerts } = await import(
  '../../../entrypoints/background/alerts.ts'
);
const { withOutboxLock } = await import('../../../entrypoints/background/outbox-lock.ts');
const { withPublishLock } = await import('../../../entrypoints/background/publish-lock.ts');
const { alertMemoryStore, alertPauseStore, channelsStore, keyOwnerStore, outboxStore } =
  await import('../../../utils/storage/stored-values.ts');

beforeEach(() => {
  fakeBrowser.reset();
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

  it('plans when what is held back is sent', async () => {
    await sendDueAlerts();
    expect(await fakeBrowser.alarms.get(JOB_ALARM)).toBeDefined();
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
