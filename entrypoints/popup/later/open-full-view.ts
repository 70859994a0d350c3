import { browser } from '../../../utils/browser/browser.ts';
import { openFullView } from '../../../utils/browser/open-page.ts';
import { openSidePanel } from '../../../utils/browser/side-panel.ts';
import { fullViewStateOfPopup, toFullViewHash } from '../../../utils/state/full-view-state.ts';
import type { PopupController } from '../use-popup-controller.ts';

/** The window that the popup belongs to; a side panel must name it at once, in the click. */
let windowId: number = browser.windows?.WINDOW_ID_NONE ?? -1;

/** Finds out the popup's window. Firefox for Android has no windows, and no side panel. */
export async function prepareSidePanel(): Promise<void> {
  windowId = (await browser.windows?.getCurrent())?.id ?? windowId;
}

/** Opens the full view in a tab, with what the popup shows. */
export function openInTab(popup: PopupController): void {
  void openFullView(hashOf(popup)).then(() => window.close());
}

/** Opens the full view beside the page, with what the popup shows. Must be called in a click. */
export function openBesidePage(popup: PopupController): void {
  openSidePanel(hashOf(popup), windowId).then(
    () => window.close(),
    () => popup.say(popup.i18n.t('fullView.sidePanelFailed')),
  );
}

function hashOf({ view, search }: PopupController): string {
  return toFullViewHash(fullViewStateOfPopup(view, search ?? ''));
}
