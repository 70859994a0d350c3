import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Channel } from '../../../utils/alerts/channel.ts';
import {
  CHANNEL_OFF,
  CHANNELS_OFF,
  type ChannelFault,
  type ChannelState,
} from '../../../utils/alerts/channel-state.ts';
import { EMPTY_OUTBOX, enqueue, type OutboxEntry } from '../../../utils/alerts/outbox.ts';
import { SAMPLE_ORGANIZATION } from '../../../utils/state/sample-owner.ts';
import { toFirstRanking } from '../../../utils/storage/published-page.ts';
import { alertMessage } from '../../builders/alert-message.ts';
import { holdLock } from '../../builders/hold-lock.ts';
import { aKeyOwner } from '../../builders/key-owner.ts';
import { settingsWith } from '../../builders/settings.ts';
import { stubLocks } from '../../builders/stub-locks.ts';
import { HOUR, NOW } from '../../builders/time.ts';
import { aBreakoutRow, aFirstRanking, aWindowRanking } from '../../builders/window-ranking.ts';

/** The channels that the browser lets the extension use. */
const allowed = new Set<Channel>();
vi.mock('../../../utils/browser/channel-access.ts', () => ({
  hasChannelAccess: async (channel: Channel) => allowed.has(channel),
}));

const { reconcileChannels, removeWebhook, saveWebhook, switchChannel, testChannel } = await import(
  '../../../entrypoints/background/channels.ts'
);
const { withOutboxLock } = await import('../../../entrypoints/background/outbox-lock.ts');
const { withSettingsLock } = await import('../../../entrypoints/background/settings-lock.ts');
const { channelsStore, keyOwnerStore, outboxStore, settingsStore } = await import(
  '../../../utils/storage/stored-values.ts'
);
const { readWebhooks, storeWebhook } = await import('../../../utils/storage/webhook-store.ts');

const ADDRESS = 'https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/abcdefghijklmnopqrstmW8x';
const SENT = { id: 'm0', at: NOW - HOUR, title: 'A title' };
const ON: ChannelState = { ...CHANNEL_OFF, isOn: true, addressEnding: 'mW8x' };

const failed = (kind: ChannelFault): ChannelState => ({
  ...ON,
  fault: { kind, status: null, at: NOW - HOUR },
});

/** Stores the state of Slack, and a message of each webhook that waits for an hour yet. */
async function storeSlack(state: ChannelState, address: string | null = ADDRESS): Promise<void> {
  const waiting = (channel: 'slack' | 'discord'): OutboxEntry => ({
    ...(enqueue(
      EMPTY_OUTBOX,
      channel,
      alertMessage({ createdAt: Date.now() }),
      Date.now(),
    )[0] as OutboxEntry),
    failures: 3,
    notBefore: Date.now() + HOUR,
  });
  await channelsStore.write({ ...CHANNELS_OFF, slack: state });
  await outboxStore.write([waiting('slack'), waiting('discord')]);
  await storeWebhook('slack', address, 'device', []);
}

const slack = async () => (await channelsStore.read()).slack;
const waitingFor = async (channel: Channel) =>
  (await outboxStore.read()).filter((entry) => entry.channel === channel);

beforeEach(() => {
  fakeBrowser.reset();
  stubLocks();
  allowed.clear();
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('switchChannel', () => {
  it('switches a channel off with its failures and messages, and keeps its address', async () => {
    await storeSlack({ ...failed('offline'), lastSent: SENT, givenUp: { at: NOW, count: 2 } });
    await switchChannel('slack', false);
    expect(await slack()).toEqual({ ...ON, isOn: false, lastSent: SENT });
    expect((await readWebhooks()).slack).toBe(ADDRESS);
    expect(await waitingFor('slack')).toEqual([]);
    expect(await waitingFor('discord')).toHaveLength(1);
  });

  it('switches a channel on with what waits for it', async () => {
    await storeSlack({ ...ON, isOn: false });
    await switchChannel('slack', true);
    expect(await slack()).toEqual(ON);
    expect(await waitingFor('slack')).toHaveLength(1);
  });

  it('leaves the messages of webhooks alone when desktop notices are switched off', async () => {
    await storeSlack(ON);
    await switchChannel('desktop', true);
    await switchChannel('desktop', false);
    expect((await channelsStore.read()).desktop).toEqual(CHANNEL_OFF);
    expect(await outboxStore.read()).toHaveLength(2);
  });
});

describe('saveWebhook', () => {
  it('stores the address, switches its channel on, and sends what waited', async () => {
    await storeSlack({ ...failed('revoked'), lastSent: SENT }, null);
    expect(await saveWebhook('slack', ` ${ADDRESS} `)).toEqual({ result: 'ok' });
    expect((await readWebhooks()).slack).toBe(ADDRESS);
    expect(await slack()).toEqual({ ...ON, lastSent: SENT });
    expect((await waitingFor('slack'))[0]?.notBefore).toBeNull();
    expect((await waitingFor('discord'))[0]?.notBefore).not.toBeNull();
  });

  it('keeps the address for this session only where the key is, too', async () => {
    await settingsStore.write(settingsWith({ keyPersistence: 'session' }));
    await saveWebhook('slack', ADDRESS);
    expect((await readWebhooks()).slack).toBe(ADDRESS);
    expect(JSON.stringify(await fakeBrowser.storage.local.get(null))).not.toContain(ADDRESS);
  });

  it('stores nothing of what is no address of the channel, and does not repeat it', async () => {
    const secret = 'ca_canary_0123456789';
    const refused = await saveWebhook('slack', secret);
    expect(refused.result).toBe('failed');
    expect(JSON.stringify(refused)).not.toContain(secret);
    expect(await fakeBrowser.storage.local.get(null)).toEqual({});
  });

  it.each([
    ['settings are being changed', withSettingsLock],
    ['the outbox is being changed', withOutboxLock],
  ])('waits while %s', async (_, withLock) => {
    const release = await holdLock(withLock, () => saveWebhook('slack', ADDRESS));
    expect((await readWebhooks()).slack).toBeNull();
    await release();
    expect((await readWebhooks()).slack).toBe(ADDRESS);
  });
});

describe('removeWebhook', () => {
  it('deletes the address, the state and the messages of the channel alone', async () => {
    await storeSlack({ ...failed('offline'), lastSent: SENT });
    await removeWebhook('slack');
    expect((await readWebhooks()).slack).toBeNull();
    expect(await slack()).toEqual(CHANNEL_OFF);
    expect(await waitingFor('slack')).toEqual([]);
    expect(await waitingFor('discord')).toHaveLength(1);
  });
});

describe('testChannel', () => {
  const tests = async () =>
    (await outboxStore.read()).filter(({ message }) => message.kind === 'test');

  it('puts a message into the outbox once, and lets what waits hurry', async () => {
    await storeSlack(failed('offline'));
    await keyOwnerStore.write(aKeyOwner());
    expect(await testChannel('slack', 't1')).toEqual({ result: 'ok' });
    expect(await testChannel('slack', 't1')).toEqual({ result: 'ok' });
    expect((await tests()).map(({ channel, message }) => [channel, message.id])).toEqual([
      ['slack', 't1'],
    ]);
    expect((await waitingFor('slack'))[0]?.notBefore).toBeNull();
  });

  it.each([
    ['the strongest posts of the user', aKeyOwner(), ['p1']],
    ['no post of the sample', aKeyOwner({ organizationId: SAMPLE_ORGANIZATION }), []],
  ])('names %s', async (_, owner, ids) => {
    await storeSlack(ON);
    await keyOwnerStore.write(owner);
    const ranking = aWindowRanking({ breakouts: [aBreakoutRow({ id: 'p1' })] });
    await fakeBrowser.storage.local.set({ ...toFirstRanking(aFirstRanking(ranking)) });
    await testChannel('slack', 't1');
    expect((await tests()).map(({ message }) => message.posts.map(({ id }) => id))).toEqual([ids]);
  });

  it('respects the wait that the service has asked for', async () => {
    await storeSlack(failed('rate-limited'));
    await testChannel('slack', 't1');
    expect(await tests()).toHaveLength(1);
    expect((await waitingFor('slack'))[0]?.notBefore).not.toBeNull();
  });

  it('sends none again that got through', async () => {
    await storeSlack({ ...ON, lastSent: { ...SENT, id: 't1' } });
    expect(await testChannel('slack', 't1')).toEqual({ result: 'ok' });
    expect(await tests()).toEqual([]);
  });

  it('refuses where the channel is off', async () => {
    await storeSlack({ ...ON, isOn: false });
    expect(await testChannel('slack', 't1')).toEqual({ result: 'failed', reason: 'channel-off' });
    expect(await tests()).toEqual([]);
  });
});

describe('reconcileChannels', () => {
  it('changes nothing where permissions and addresses are there', async () => {
    allowed.add('slack');
    for (const state of [ON, failed('offline'), failed('revoked')]) {
      await storeSlack(state);
      await reconcileChannels();
      expect(await slack()).toEqual(state);
      expect((await waitingFor('slack'))[0]?.notBefore).not.toBeNull();
    }
  });

  it('stops a channel without its permission, and goes on when it is given back', async () => {
    await storeSlack(ON);
    await reconcileChannels();
    const stopped = await slack();
    expect(stopped).toEqual({
      ...ON,
      fault: { kind: 'access-missing', status: null, at: expect.any(Number) },
    });
    expect((await waitingFor('slack'))[0]?.notBefore).not.toBeNull();
    await reconcileChannels();
    expect(await slack()).toEqual(stopped);
    allowed.add('slack');
    await reconcileChannels();
    expect(await slack()).toEqual(ON);
    expect((await waitingFor('slack'))[0]?.notBefore).toBeNull();
  });

  it('stops a channel whose address is lost', async () => {
    allowed.add('slack');
    await storeSlack(ON, null);
    await reconcileChannels();
    expect(await slack()).toMatchObject({
      ...{ isOn: true, addressEnding: null, fault: { kind: 'address-missing' } },
    });
  });

  it('switches on what a worker that died had stored the address of', async () => {
    await storeSlack({ ...CHANNEL_OFF, addressEnding: 'old1', givenUp: { at: NOW, count: 1 } });
    await reconcileChannels();
    expect(await slack()).toEqual(ON);
  });

  it('asks nothing of a channel that is off, and forgets an address that is lost', async () => {
    await storeSlack({ ...ON, isOn: false });
    await reconcileChannels();
    expect(await slack()).toEqual({ ...ON, isOn: false });
    await storeSlack({ ...ON, isOn: false }, null);
    await reconcileChannels();
    expect(await slack()).toEqual(CHANNEL_OFF);
  });

  it('needs no address for desktop notices', async () => {
    const on = { ...CHANNEL_OFF, isOn: true };
    await channelsStore.write({ ...CHANNELS_OFF, desktop: on });
    allowed.add('desktop');
    await reconcileChannels();
    expect((await channelsStore.read()).desktop).toEqual(on);
    allowed.clear();
    await reconcileChannels();
    expect((await channelsStore.read()).desktop.fault?.kind).toBe('access-missing');
  });

  it('leaves a channel alone that is switched on meanwhile, with its permission', async () => {
    await storeSlack({ ...ON, isOn: false });
    const release = await holdLock(withOutboxLock, reconcileChannels);
    await channelsStore.write({ ...CHANNELS_OFF, slack: ON });
    await release();
    expect(await slack()).toEqual(ON);
  });

  it('waits while settings are being changed, which may move the address', async () => {
    await storeSlack(ON);
    const release = await holdLock(withSettingsLock, reconcileChannels);
    expect(await slack()).toEqual(ON);
    await release();
    expect((await slack()).fault?.kind).toBe('access-missing');
  });
});
