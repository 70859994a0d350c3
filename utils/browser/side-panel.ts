import { browser } from './browser.ts';

/** Chrome's side panel (since version 116), which the polyfill's types do not know. */
interface ChromeSidePanel {
  setOptions(options: { readonly path: string }): Promise<void>;
  open(options: { readonly windowId: number }): Promise<void>;
}

const PAGE = 'sidepanel.html';

function chromeSidePanel(): ChromeSidePanel | undefined {
  return import.meta.env.FIREFOX
    ? undefined
    : (browser as { readonly sidePanel?: ChromeSidePanel }).sidePanel;
}

/**
 * Returns true if the browser can show the full view beside the page that the user is on: Chromium
 * in its side panel, Firefox in its sidebar. Firefox for Android has neither.
 */
export function canOpenSidePanel(): boolean {
  return import.meta.env.FIREFOX
    ? (browser.sidebarAction as typeof browser.sidebarAction | undefined) !== undefined
    : chromeSidePanel() !== undefined;
}

/**
 * Shows the full view beside the page that the user is on. Must be called in the handler of a click
 * or key, before any `await`: browsers open a panel in answer to a gesture only.
 *
 * @param hash the choices that it shows (`full-view-state.ts`)
 */
export async function openSidePanel(hash: string, windowId: number): Promise<void> {
  const path = `${PAGE}${hash}`;
  if (import.meta.env.FIREFOX) {
    const opening = browser.sidebarAction.open();
    await browser.sidebarAction.setPanel({ panel: browser.runtime.getURL(`/${path}`) });
    await opening;
    return;
  }
  const panel = chromeSidePanel();
  // Waiting for the first call would lose the gesture that the second one needs.
  const setting = panel?.setOptions({ path });
  await panel?.open({ windowId });
  await setting;
}
