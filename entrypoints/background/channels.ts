import { CHANNELS, type Channel } from '../../utils/alerts/channel.ts';
import {
  CHANNEL_OFF,
  type ChannelState,
  type ChannelStates,
  isActive,
} from '../../utils/alerts/channel-state.ts';
import { exampleMessage } from '../../utils/alerts/example-message.ts';
import { userTimeZone } from '../../utils/alerts/local-clock.ts';
import { type Deliveries, enqueue, sendAtOnce, withoutChannel } from '../../utils/alerts/outbox.ts';
import {
  parseWebhookAddress,
  WEBHOOK_CHANNELS,
  type WebhookChannel,
} from '../../utils/alerts/webhook-address.ts';
import { endingOf } from '../../utils/alerts/webhooks.ts';
import { hasChannelAccess } from '../../utils/browser/channel-access.ts';
import type { CommandResult } from '../../utils/browser/commands.ts';
import { isSampleOwner } from '../../utils/state/sample-owner.ts';
import { readFirstRanking } from '../../utils/storage/published-rankings.ts';
import {
  channelsStore,
  keyOwnerStore,
  outboxStore,
  readBatch,
  settingsStore,
} from '../../utils/storage/stored-values.ts';
import { readWebhooks, storeWebhook } from '../../utils/storage/webhook-store.ts';
import { withOutboxLock } from './outbox-lock.ts';
import { changeDeliveries } from './send-messages.ts';
import { withSettingsLock } from './settings-lock.ts';

/**
 * Switches a channel on or off. A channel that is switched off forgets its failures and the
 * messages on their way to it, and keeps its address.
 */
export async function switchChannel(channel: Channel, isOn: boolean): Promise<void> {
  await changeDeliveries((present) => {
    const { addressEnding, lastSent } = present.channels[channel];
    return {
      outbox: isOn ? present.outbox : without(present.outbox, channel),
      channels: withState(present.channels, channel, {
        ...CHANNEL_OFF,
        addressEnding,
        lastSent,
        isOn,
      }),
    };
  });
}

/** Stores the address of a webhook and switches its channel on. */
export async function saveWebhook(channel: WebhookChannel, typed: string): Promise<CommandResult> {
  const parsed = parseWebhookAddress(channel, typed);
  // Never repeat what was typed: it may be the secret of something else.
  if (!parsed.ok) return { result: 'failed', reason: parsed.fault };
  await storeAddress(channel, parsed.address);
  return { result: 'ok' };
}

/** Deletes the address of a webhook, and what was on its way to it. */
export async function removeWebhook(channel: WebhookChannel): Promise<void> {
  await storeAddress(channel, null);
}

async function storeAddress(channel: WebhookChannel, address: string | null): Promise<void> {
  await withSettingsLock(() =>
    withOutboxLock(async () => {
      const [outbox, channels] = await readBatch(outboxStore, channelsStore);
      const state: ChannelState =
        address === null
          ? CHANNEL_OFF
          : {
              ...channels[channel],
              isOn: true,
              addressEnding: endingOf(address),
              fault: null,
              givenUp: null,
            };
      const { keyPersistence } = await settingsStore.read();
      await storeWebhook(channel, address, keyPersistence, [
        channelsStore.toEntry(withState(channels, channel, state)),
        outboxStore.toEntry(
          address === null ? withoutChannel(outbox, channel) : sendAtOnce(outbox, channel),
        ),
      ]);
    }),
  );
}

/**
 * Puts a message into the outbox that shows the user's strongest posts. A message with the same id
 * is sent once.
 */
export async function testChannel(channel: WebhookChannel, id: string): Promise<CommandResult> {
  const [first, owner] = await Promise.all([readFirstRanking(), keyOwnerStore.read()]);
  const message = exampleMessage(isSampleOwner(owner) ? null : first, {
    id,
    kind: 'test',
    now: Date.now(),
    timeZone: userTimeZone(),
  });
  const after = await changeDeliveries((present, now) => {
    const { outbox, channels } = present;
    const state = channels[channel];
    if (!isActive(channel, state) || state.lastSent?.id === id) return present;
    const mayHurry = state.fault?.kind !== 'rate-limited';
    const waiting = mayHurry ? sendAtOnce(outbox, channel) : outbox;
    return { channels, outbox: enqueue(waiting, channel, message, now) };
  });
  return isActive(channel, after.channels[channel])
    ? { result: 'ok' }
    : { result: 'failed', reason: 'channel-off' };
}

/**
 * Brings the channels' states in line with the permissions and addresses that are there: either may
 * have gone. Idempotent.
 */
export async function reconcileChannels(): Promise<void> {
  await withSettingsLock(async () => {
    const [addresses, states] = await Promise.all([readWebhooks(), channelsStore.read()]);
    // The browser is asked for channels that are on only.
    const access = await Promise.all(
      CHANNELS.map((channel) => states[channel].isOn && hasChannelAccess(channel)),
    );
    await changeDeliveries((present, now) => {
      let { outbox, channels } = present;
      for (const [index, channel] of CHANNELS.entries()) {
        const before = channels[channel];
        // Switched meanwhile, with the permission just given.
        if (before.isOn !== states[channel].isOn) continue;
        const address = isWebhook(channel) ? addresses[channel] : null;
        const after = stateAfter(before, isWebhook(channel), address, access[index] === true, now);
        if (JSON.stringify(after) === JSON.stringify(before)) continue;
        channels = withState(channels, channel, after);
        if (isWebhook(channel) && isActive(channel, after)) outbox = sendAtOnce(outbox, channel);
      }
      return { outbox, channels };
    });
  });
}

function stateAfter(
  state: ChannelState,
  needsAddress: boolean,
  address: string | null,
  hasAccess: boolean,
  at: number,
): ChannelState {
  const addressEnding = address === null ? null : endingOf(address);
  const isAddressLost = needsAddress && address === null && state.addressEnding !== null;
  const { fault } = state;
  // A worker died after it had stored the address: it is on now, as it would be.
  if (addressEnding !== null && addressEnding !== state.addressEnding)
    return { ...state, isOn: true, addressEnding, fault: null, givenUp: null };
  if (!state.isOn) return { ...state, addressEnding };
  if (!hasAccess)
    return fault?.kind === 'access-missing'
      ? { ...state, addressEnding }
      : { ...state, addressEnding, fault: { kind: 'access-missing', status: null, at } };
  if (isAddressLost)
    return { ...state, addressEnding, fault: { kind: 'address-missing', status: null, at } };
  return { ...state, addressEnding, fault: fault?.kind === 'access-missing' ? null : fault };
}

function withState(channels: ChannelStates, channel: Channel, state: ChannelState): ChannelStates {
  return { ...channels, [channel]: state };
}

function without(outbox: Deliveries['outbox'], channel: Channel): Deliveries['outbox'] {
  return isWebhook(channel) ? withoutChannel(outbox, channel) : outbox;
}

function isWebhook(channel: Channel): channel is WebhookChannel {
  return WEBHOOK_CHANNELS.some((webhook) => webhook === channel);
}
