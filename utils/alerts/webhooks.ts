import * as z from 'zod/mini';
import { isWebhookAddress, type WebhookChannel } from './webhook-address.ts';

/** The secret address of each channel's webhook; `null`: none is saved. */
export type Webhooks = Readonly<Record<WebhookChannel, string | null>>;

export const NO_WEBHOOKS: Webhooks = { slack: null, discord: null };

/** Addresses as stored. A text that is no address is dropped, so that nothing is sent to it. */
export const webhooksSchema = z.readonly(
  z.object({ slack: addressOf('slack'), discord: addressOf('discord') }),
);

function addressOf(channel: WebhookChannel) {
  const address = z.string().check(z.refine((text) => isWebhookAddress(channel, text)));
  return z.catch(z.nullable(address), null);
}

/** The characters of an address that pages show. */
const ENDING_LENGTH = 4;

/** Returns the end of an address, by which its user recognizes it. */
export function endingOf(address: string): string {
  return address.slice(-ENDING_LENGTH);
}
