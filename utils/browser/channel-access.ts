import type { Channel } from '../alerts/channel.ts';
import { WEBHOOK_ORIGINS } from '../alerts/webhook-address.ts';
import { browser } from './browser.ts';

/** The optional permission that each channel needs. */
const PERMISSIONS: Readonly<Record<Channel, Parameters<typeof browser.permissions.request>[0]>> = {
  desktop: { permissions: ['notifications'] },
  slack: { origins: [`${WEBHOOK_ORIGINS.slack}/*`] },
  discord: { origins: [`${WEBHOOK_ORIGINS.discord}/*`] },
};

/** Returns true if the browser lets the extension use a channel. */
export function hasChannelAccess(channel: Channel): Promise<boolean> {
  return browser.permissions.contains(PERMISSIONS[channel]);
}

/**
 * Asks the user to let the extension use a channel; resolves at once when it may. Must be the first
 * call in the handler of a click, before any `await`: browsers ask in answer to a gesture only.
 *
 * @returns true when the extension may use it now
 */
export async function requestChannelAccess(channel: Channel): Promise<boolean> {
  try {
    return await browser.permissions.request(PERMISSIONS[channel]);
  } catch {
    // Without a gesture the browser rejects; a former grant still counts.
    return hasChannelAccess(channel);
  }
}
