import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { CHANNEL_OFF, CHANNELS_OFF } from '../../../utils/alerts/channel-state.ts';
import { channelsStore } from '../../../utils/storage/stored-values.ts';
import {
  ensureWebhookPlace,
  readWebhooks,
  storeWebhook,
} from '../../../utils/storage/webhook-store.ts';
import { openStorage } from '../../../utils/storage/worker-storage.ts';
import { holdCalls, settled } from '../../builders/held-call.ts';
import { DISCORD_ADDRESS, SLACK_ADDRESS } from '../../sandbox-api/fake-webhooks.ts';

const SLACK_ON = { ...CHANNELS_OFF, slack: { ...CHANNEL_OFF, isOn: true } };

/** Reads the addresses of Slack in both places, without the code under test. */
async function stored() {
  const [{ webhooks }, { sessionWebhooks }] = await Promise.all([
    fakeBrowser.storage.local.get('webhooks'),
    fakeBrowser.storage.session.get('sessionWebhooks'),
  ]);
  const slackIn = (value: unknown) =>
    (value as { value: { slack: string | null } } | undefined)?.value.slack ?? null;
  return { device: slackIn(webhooks), session: slackIn(sessionWebhooks) };
}

beforeEach(async () => {
  fakeBrowser.reset();
  await openStorage();
});

afterEach(() => vi.restoreAllMocks());

describe('storeWebhook', () => {
  it('stores an address beside that of the other channel, with the state of its own', async () => {
    await storeWebhook('discord', DISCORD_ADDRESS, 'device', []);
    await storeWebhook('slack', SLACK_ADDRESS, 'device', [channelsStore.toEntry(SLACK_ON)]);
    expect(await readWebhooks()).toEqual({ slack: SLACK_ADDRESS, discord: DISCORD_ADDRESS });
    expect(await channelsStore.read()).toEqual(SLACK_ON);
  });

  it.each([
    ['device', 'local'],
    ['session', 'session'],
  ] as const)('keeps the addresses of both channels in one place (%s)', async (place, area) => {
    await storeWebhook('slack', SLACK_ADDRESS, place, []);
    await storeWebhook('discord', DISCORD_ADDRESS, place, []);
    expect(await readWebhooks()).toEqual({ slack: SLACK_ADDRESS, discord: DISCORD_ADDRESS });
    const set = vi.spyOn(fakeBrowser.storage[area], 'set');
    await ensureWebhookPlace(place);
    expect(set).not.toHaveBeenCalled();
    await ensureWebhookPlace(place === 'device' ? 'session' : 'device');
    expect(await readWebhooks()).toEqual({ slack: SLACK_ADDRESS, discord: DISCORD_ADDRESS });
  });

  it('writes no address of this session to the disk, and forgets one on demand', async () => {
    await storeWebhook('slack', SLACK_ADDRESS, 'session', []);
    expect(await stored()).toEqual({ device: null, session: SLACK_ADDRESS });
    expect(await readWebhooks()).toEqual({ slack: SLACK_ADDRESS, discord: null });
    await storeWebhook('slack', null, 'session', []);
    expect(await stored()).toEqual({ device: null, session: null });
  });
});

describe('storeWebhook, with the state of its channel', () => {
  it('stores both in one call on the device', async () => {
    const release = holdCalls(fakeBrowser.storage.local, 'set');
    const storing = storeWebhook('slack', SLACK_ADDRESS, 'device', [
      channelsStore.toEntry(SLACK_ON),
    ]);
    await settled();
    const calls = vi.mocked(fakeBrowser.storage.local.set).mock.calls;
    expect(calls.map(([items]) => Object.keys(items))).toEqual([
      expect.arrayContaining(['channels', 'webhooks']),
    ]);
    release();
    await storing;
  });

  it('stores an address of the session first: a channel without one has lost it', async () => {
    const release = holdCalls(fakeBrowser.storage.local, 'set');
    const storing = storeWebhook('slack', SLACK_ADDRESS, 'session', [
      channelsStore.toEntry(SLACK_ON),
    ]);
    await settled();
    expect(await stored()).toEqual({ device: null, session: SLACK_ADDRESS });
    expect(await channelsStore.read()).toEqual(CHANNELS_OFF);
    release();
    await storing;
    expect(await channelsStore.read()).toEqual(SLACK_ON);
  });

  it('reads the address of the session while the other could not be deleted', async () => {
    await storeWebhook('slack', `${SLACK_ADDRESS}x`, 'device', []);
    vi.spyOn(fakeBrowser.storage.local, 'remove').mockImplementation(async () => {
      throw new Error('the worker died');
    });
    await expect(storeWebhook('slack', SLACK_ADDRESS, 'session', [])).rejects.toThrow();
    expect((await readWebhooks()).slack).toBe(SLACK_ADDRESS);
  });
});

describe('ensureWebhookPlace', () => {
  it('deletes the address on the device only once that of the session is stored', async () => {
    await storeWebhook('slack', SLACK_ADDRESS, 'device', []);
    const release = holdCalls(fakeBrowser.storage.session, 'set');
    const moving = ensureWebhookPlace('session');
    await settled();
    expect(await stored()).toEqual({ device: SLACK_ADDRESS, session: null });
    release();
    await moving;
    expect(await stored()).toEqual({ device: null, session: SLACK_ADDRESS });
  });

  it('deletes the address of the session only once that on the device is stored', async () => {
    await storeWebhook('slack', SLACK_ADDRESS, 'session', []);
    const release = holdCalls(fakeBrowser.storage.local, 'set');
    const moving = ensureWebhookPlace('device');
    await settled();
    expect(await stored()).toEqual({ device: null, session: SLACK_ADDRESS });
    release();
    await moving;
    expect(await stored()).toEqual({ device: SLACK_ADDRESS, session: null });
  });

  it('writes nothing when all is in its place', async () => {
    await storeWebhook('slack', SLACK_ADDRESS, 'device', []);
    const set = vi.spyOn(fakeBrowser.storage.local, 'set');
    await ensureWebhookPlace('device');
    expect(set).not.toHaveBeenCalled();
  });
});
