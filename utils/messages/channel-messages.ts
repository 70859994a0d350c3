import type { Channel } from '../alerts/channel.ts';
import type { ChannelState } from '../alerts/channel-state.ts';
import {
  type AddressFault,
  WEBHOOK_ORIGINS,
  WEBHOOK_PREFIXES,
  type WebhookChannel,
} from '../alerts/webhook-address.ts';
import type { Translate } from './translate.ts';

/** Names the host of a channel, as browsers do when they ask for access to it. */
function hostOf(channel: WebhookChannel): string {
  return new URL(WEBHOOK_ORIGINS[channel]).host;
}

/** Says that the browser has refused the permission of a channel. */
export function refusalSentence(channel: Channel, t: Translate): string {
  return channel === 'desktop'
    ? t('channels.refusedDesktop')
    : t('channels.refused', hostOf(channel));
}

/** Says why messages do not get through, and what the user can do; `null` where they do. */
export function faultSentence(
  channel: Channel,
  { fault }: Pick<ChannelState, 'fault'>,
  t: Translate,
): string | null {
  if (fault === null) return null;
  const name = t(`channels.${channel}`);
  const status = fault.status ?? '–';
  switch (fault.kind) {
    case 'offline':
      return t('channels.offline');
    case 'network':
      return t('channels.network', name);
    case 'timeout':
      return t('channels.timeout', name);
    case 'rate-limited':
      return t('channels.rateLimited', name);
    case 'server-error':
      return t('channels.serverError', name, status);
    case 'redirected':
      return t('channels.redirected', name);
    case 'rejected':
      return t('channels.rejected', name, status);
    case 'revoked':
      return t('channels.revoked', name, status);
    case 'not-shown':
      return t('channels.notShown');
    case 'access-missing':
      return channel === 'desktop'
        ? t('channels.accessMissingDesktop')
        : t('channels.accessMissing', hostOf(channel));
    case 'address-missing':
      return t('channels.addressMissing');
  }
}

/** Says what is wrong with an entered address, without repeating it. */
export function addressSentence(
  channel: WebhookChannel,
  fault: AddressFault,
  t: Translate,
): string {
  switch (fault) {
    case 'empty':
      return t('channels.addressEmpty');
    case 'other-channel':
      return t('channels.addressOtherChannel', t(`channels.${channel}`), WEBHOOK_PREFIXES[channel]);
    case 'other-address':
      return t('channels.addressOther', WEBHOOK_PREFIXES[channel]);
    case 'incomplete':
      return t('channels.addressIncomplete');
  }
}
