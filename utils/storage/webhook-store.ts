import { WEBHOOK_CHANNELS, type WebhookChannel } from '../alerts/webhook-address.ts';
import type { Webhooks } from '../alerts/webhooks.ts';
import type { Settings } from '../settings/settings.ts';
import { sessionWebhooks, webhooks } from './registry.ts';
import { storedValue } from './stored-value.ts';
import { writeBatch } from './stored-values.ts';
import type { StorageEntry } from './value-declaration.ts';
import { workerStorage } from './worker-storage.ts';

const deviceStore = storedValue(webhooks, workerStorage);
const sessionStore = storedValue(sessionWebhooks, workerStorage);

type Place = Settings['keyPersistence'];

/** Reads the addresses. Only for sending, and for storing another. */
export async function readWebhooks(): Promise<Webhooks> {
  const [device, session] = await Promise.all([deviceStore.read(), sessionStore.read()]);
  return { slack: session.slack ?? device.slack, discord: session.discord ?? device.discord };
}

/**
 * Stores the address of a channel in the place of the API key and nowhere else.
 *
 * @param address `null` deletes it
 * @param place the settings' `keyPersistence`
 * @param alongside values of `local` that are stored with it
 */
export async function storeWebhook(
  channel: WebhookChannel,
  address: string | null,
  place: Place,
  alongside: readonly StorageEntry[],
): Promise<void> {
  await storeAll({ ...(await readWebhooks()), [channel]: address }, place, alongside);
}

/** Moves the addresses to the place of the API key, unless they are there and nowhere else. */
export async function ensureWebhookPlace(place: Place): Promise<void> {
  const other = await (place === 'session' ? deviceStore : sessionStore).read();
  if (isAny(other)) await storeAll(await readWebhooks(), place, []);
}

async function storeAll(
  addresses: Webhooks,
  place: Place,
  alongside: readonly StorageEntry[],
): Promise<void> {
  if (place === 'session') {
    await sessionStore.write(addresses);
    await writeBatch(alongside);
    await deviceStore.remove();
  } else {
    await writeBatch([...alongside, deviceStore.toEntry(addresses)]);
    await sessionStore.remove();
  }
}

function isAny(addresses: Webhooks): boolean {
  return WEBHOOK_CHANNELS.some((channel) => addresses[channel] !== null);
}
