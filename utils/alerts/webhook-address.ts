/** The channels that are reached by an incoming webhook. */
export const WEBHOOK_CHANNELS = ['slack', 'discord'] as const;

export type WebhookChannel = (typeof WEBHOOK_CHANNELS)[number];

/** The origin of each channel's webhooks: the hosts of the optional permissions. */
export const WEBHOOK_ORIGINS: Readonly<Record<WebhookChannel, string>> = {
  slack: 'https://hooks.slack.com',
  discord: 'https://discord.com',
};

/** The beginning of each channel's addresses. The rest is the secret. */
export const WEBHOOK_PREFIXES: Readonly<Record<WebhookChannel, string>> = {
  slack: `${WEBHOOK_ORIGINS.slack}/services/`,
  discord: `${WEBHOOK_ORIGINS.discord}/api/webhooks/`,
};

/**
 * The rest of an address. Slack: workspace, app and token (Sending messages using incoming
 * webhooks); Discord: the webhook's id and token (Webhook resource). Nothing else may follow, so
 * that no address leads elsewhere.
 */
const SECRETS: Readonly<Record<WebhookChannel, RegExp>> = {
  slack: /^[A-Za-z0-9]{3,40}\/[A-Za-z0-9]{3,40}\/[A-Za-z0-9]{8,100}$/,
  discord: /^\d{5,30}\/[\w-]{20,200}$/,
};

/** The reason why a text is no address of a channel's webhook. */
export type AddressFault =
  | 'empty'
  /** It is an address of the other channel. */
  | 'other-channel'
  /** It does not begin as the channel's addresses do. */
  | 'other-address'
  /** It begins right, but the rest is missing, too short or followed by something. */
  | 'incomplete';

/** The result of parsing an address that a user has entered. */
export type ParsedAddress =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly fault: AddressFault };

/** Parses the address of an incoming webhook as a user has pasted it; ignores spaces around it. */
export function parseWebhookAddress(channel: WebhookChannel, typed: string): ParsedAddress {
  const address = typed.trim();
  if (isWebhookAddress(channel, address)) return { ok: true, address };
  return { ok: false, fault: faultOf(channel, address) };
}

/** Returns true for the complete address of a webhook of `channel`. */
export function isWebhookAddress(channel: WebhookChannel, address: string): boolean {
  const prefix = WEBHOOK_PREFIXES[channel];
  return address.startsWith(prefix) && SECRETS[channel].test(address.slice(prefix.length));
}

function faultOf(channel: WebhookChannel, address: string): AddressFault {
  if (address === '') return 'empty';
  if (address.startsWith(WEBHOOK_PREFIXES[channel])) return 'incomplete';
  const isOfOther = WEBHOOK_CHANNELS.some((other) => address.startsWith(WEBHOOK_ORIGINS[other]));
  const isOfThis = address.startsWith(WEBHOOK_ORIGINS[channel]);
  return isOfOther && !isOfThis ? 'other-channel' : 'other-address';
}
