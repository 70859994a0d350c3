import type { PauseChoice } from '../../utils/alerts/alert-times.ts';
import { browser } from '../../utils/browser/browser.ts';
import { openFullView, openOptions } from '../../utils/browser/open-page.ts';
import { canOpenSidePanel, openSidePanel } from '../../utils/browser/side-panel.ts';
import { translate } from '../../utils/browser/translate.ts';
import type { MessageKey } from '../../utils/messages/translate.ts';
import { channelsStore } from '../../utils/storage/stored-values.ts';

/** The parameters that a choice in the menu of the icon needs. */
interface Choice {
  readonly windowId: number;
  readonly refresh: () => void;
  /** Pauses all alerts. */
  readonly pause: (choice: PauseChoice) => void;
}

interface Entry {
  readonly title: MessageKey;
  /** True if it is only there while a channel of alerts is on. */
  readonly needsAlerts?: true;
  /** Called in the click itself, because a side panel opens in answer to a gesture only. */
  readonly choose: (choice: Choice) => void;
}

/** The entries of the menu of the toolbar's icon, by their ids, in order. */
const ENTRIES: Readonly<Record<string, Entry>> = {
  refresh: { title: 'popup.refresh', choose: ({ refresh }) => refresh() },
  'full-view': { title: 'fullView.open', choose: () => void openFullView('') },
  ...(canOpenSidePanel()
    ? {
        'side-panel': {
          title: import.meta.env.FIREFOX ? 'fullView.openSidebar' : 'fullView.openSidePanel',
          choose: ({ windowId }) => void openSidePanel('', windowId),
        } satisfies Entry,
      }
    : {}),
  'pause-hour': {
    title: 'alert.pauseHour',
    needsAlerts: true,
    choose: ({ pause }) => pause('hour'),
  },
  'pause-tomorrow': {
    title: 'alert.pauseTomorrow',
    needsAlerts: true,
    choose: ({ pause }) => pause('tomorrow'),
  },
  options: { title: 'popup.options', choose: () => void openOptions() },
};

/** The browser's menus; `undefined` while the user has not granted the permission for them. */
function menus(): typeof browser.contextMenus | undefined {
  return browser.contextMenus;
}

let isWatching = false;
let showing: Promise<void> = Promise.resolve();

/**
 * Listens to choices in the menu of the toolbar's icon. Must be called synchronously at the
 * worker's start, and again when the permission is granted.
 *
 * @param work starts a sync at the user's request, and pauses alerts
 */
export function watchIconMenu(work: Pick<Choice, 'refresh' | 'pause'>): void {
  const available = menus();
  if (available === undefined || isWatching) return;
  isWatching = true;
  available.onClicked.addListener(({ menuItemId }, tab) => {
    const windowId = tab?.windowId ?? browser.windows.WINDOW_ID_CURRENT;
    ENTRIES[menuItemId]?.choose({ windowId, ...work });
  });
}

/** Shows the entries in the menu of the toolbar's icon, where the browser lets the extension. */
export function showIconMenu(): Promise<void> {
  // One after the other: an entry that is there already cannot be created. A failure is the
  // caller's, and not the next one's.
  showing = showing.then(createEntries, createEntries);
  return showing;
}

async function createEntries(): Promise<void> {
  const available = menus();
  if (available === undefined) return;
  await available.removeAll();
  const hasAlerts = Object.values(await channelsStore.read()).some(({ isOn }) => isOn);
  for (const [id, { title, needsAlerts }] of Object.entries(ENTRIES)) {
    if (needsAlerts && !hasAlerts) continue;
    available.create({ id, title: translate(title), contexts: ['action'] });
  }
}
