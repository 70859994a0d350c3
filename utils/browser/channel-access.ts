import type { Channel } from '../alerts/channel.ts';
import { WEBHOOK_ORIGINS } from '../alerts/webhook-address.ts';
import { browser } from './browser.ts';

type Permissions = Parameters<typeof browser.permissions.request>[0];

/**
 * Firefox asks for consent to what is sent, too: captions, names and addresses of posts (Extension
 * Workshop, Built-in consent). Chromium refuses the word.
 */
const DATA: Permissions = import.meta.env.FIREFOX ? { data_collection: ['websiteContent'] } : {};

/** The optional permissions that each channel needs. */
const PERMISSIONS: Readonly<Record<Channel, Permissions>> = {
  desktop: { permissions: ['notifications'] },
  slack: { origins: [`${WEBHOOK_ORIGINS.slack}/*`], ...DATA },
  discord: { origins: [`${WEBHOOK_ORIGINS.discord}/*`], ...DATA },
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
