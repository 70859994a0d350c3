import { browser } from '../../../utils/browser/browser.ts';
import {
  POPUP_SESSION_KEY,
  POPUP_VIEW_KEY,
  type PopupSession,
  type PopupView,
} from '../../../utils/state/popup-view.ts';

/** The version of both values; `registry.ts` declares them. */
const VERSION = 1;

/** Stores the user's choices. A failure costs no more than choosing again. */
export async function saveView(value: PopupView): Promise<void> {
  await browser.storage.local
    .set({ [POPUP_VIEW_KEY]: { version: VERSION, value } })
    .catch(() => undefined);
}

/** Stores the place where the popup was left, until the browser is closed. */
export async function saveSession(value: PopupSession): Promise<void> {
  await browser.storage.session
    .set({ [POPUP_SESSION_KEY]: { version: VERSION, value } })
    .catch(() => undefined);
}
