import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { CHANNEL_OFF, CHANNELS_OFF } from '../../../utils/alerts/channel-state.ts';
import { JOB_ALARM } from '../../../utils/browser/job-alarm.ts';
import { holdLock } from '../../builders/hold-lock.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { NOW } from '../../builders/time.ts';

const { pauseAlerts, sendDueAlerts, storeWithAlerts } = await import(
  '../../../entrypoints/background/alerts.ts'
);
const { withOutboxLock } = await import('../../../entrypoints/background/outbox-lock.ts');
const { withPublishLock } = await import('../../../entrypoints/background/publish-lock.ts');
const { alertMemoryStore, alertPauseStore, channelsStore, keyOwnerStore } = await import(
  '../../../utils/storage/stored-values.ts'
);

beforeEach(() => {
  fakeBrowser.reset();
  stubLocks();
});

afterEach(() => {
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

  it('leaves nothing where there is no key', async () => {
    await pauseAlerts(NOW);
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
  });
});
