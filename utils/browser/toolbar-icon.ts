import { browser } from './browser.ts';

/** Chrome has had it since version 91, Firefox since 137; the polyfill's types know neither. */
interface WithUserSettings {
  readonly getUserSettings?: () => Promise<{ readonly isOnToolbar?: boolean }>;
}

/** Returns true if the icon is on the toolbar; `null` where the browser does not say. */
async function isIconOnToolbar(): Promise<boolean | null> {
  const settings = await (browser.action as WithUserSettings).getUserSettings?.();
  return settings?.isOnToolbar ?? null;
}

/** The interval at which the browser is asked: the browser tells of no change, ms. */
const POLL_MS = 1000;

/** The place of the icon as a value that pages read and watch. */
export const iconOnToolbar = {
  read: isIconOnToolbar,
  watch(listener: (isOnToolbar: boolean | null) => void): () => void {
    const timer = setInterval(() => void isIconOnToolbar().then(listener), POLL_MS);
    return () => clearInterval(timer);
  },
};
