import { browser } from './browser.ts';

/** The API, which is there only with its permission. */
function notifications(): typeof browser.notifications | undefined {
  return browser.notifications as typeof browser.notifications | undefined;
}

/**
 * Shows a notice, in the place of one with the same id. It has text alone, because Firefox throws
 * for everything else, such as buttons.
 *
 * @returns false when the browser does not show it
 */
export async function showNotification(
  id: string,
  title: string,
  message: string,
): Promise<boolean> {
  const api = notifications();
  if (api === undefined) return false;
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  try {
    await api.create(id, { type: 'basic', iconUrl, title, message });
    return true;
  } catch {
    // The page of alerts says so.
    return false;
  }
}

/** Removes notices. Those that are gone already make no difference. */
export async function clearNotifications(ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => notifications()?.clear(id)));
}

/** Returns the ids of the notices that the browser shows. */
export async function shownNotifications(): Promise<readonly string[]> {
  return Object.keys((await notifications()?.getAll()) ?? {});
}

let isWatching = false;

/**
 * Calls `onClicked` and `onClosed` with the id of a notice. Must be called synchronously at the
 * worker's start, and again once the permission was given: without it there are no events.
 */
export function watchNotifications(
  onClicked: (id: string) => void,
  onClosed: (id: string) => void,
): void {
  const api = notifications();
  if (api === undefined || isWatching) return;
  isWatching = true;
  api.onClicked.addListener(onClicked);
  api.onClosed.addListener((id) => onClosed(id));
}
