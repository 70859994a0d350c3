/**
 * Right-clicks the extension's icon in Firefox's toolbar and chooses an entry of its menu. Runs
 * with the browser's own privileges, so that it has no access to variables around it.
 *
 * @returns the labels of the extension's entries, in order
 * @throws when the icon is not in the toolbar, or has no such entry
 */
export async function chooseInIconMenu(extensionId: string, label: string): Promise<string[]> {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const { document } = window;
  const widget = extensionId.toLowerCase().replace(/[^a-z0-9_-]/g, '_');
  const icon = document.getElementById(`${widget}-BAP`) as HTMLElement;
  const menu = document.getElementById('toolbar-context-menu') as unknown as PopupMenu;
  const shown = new Promise((resolve) =>
    menu.addEventListener('popupshown', resolve, { once: true }),
  );
  const { left, top, width, height } = icon.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  window.synthesizeMouseEvent('contextmenu', x, y, { button: 2, clickCount: 1 });
  await shown;
  const entries = [...menu.querySelectorAll<MenuItem>(`menuitem[id^="${widget}-menuitem-"]`)];
  const entry = entries.find((one) => one.label === label);
  if (entry === undefined) throw new Error(`The menu has no “${label}”.`);
  const hidden = new Promise((resolve) =>
    menu.addEventListener('popuphidden', resolve, { once: true }),
  );
  menu.activateItem(entry);
  await hidden;
  return entries.map((one) => one.label);
}

interface MenuItem extends Element {
  readonly label: string;
}

interface PopupMenu extends Element {
  activateItem(item: MenuItem): void;
}

/** Parts of Firefox's own API. */
declare const Services: {
  readonly wm: {
    getMostRecentWindow(type: string): Window & {
      synthesizeMouseEvent(
        type: string,
        x: number,
        y: number,
        event: { readonly button: number; readonly clickCount: number },
      ): boolean;
    };
  };
};
