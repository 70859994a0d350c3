import { beforeEach, describe, expect, it, vi } from 'vitest';

const menus = {
  onClicked: { addListener: vi.fn() },
  removeAll: vi.fn(async () => undefined),
  create: vi.fn(),
};
const opened = vi.hoisted(() => ({
  openFullView: vi.fn(async () => undefined),
  openOptions: vi.fn(async () => undefined),
  openSidePanel: vi.fn(async () => undefined),
  hasSidePanel: true,
}));
const api = vi.hoisted(() => ({
  browser: { contextMenus: undefined as unknown, windows: { WINDOW_ID_CURRENT: -2 } },
}));
vi.mock('../../../utils/browser/browser.ts', () => api);
vi.mock('../../../utils/browser/open-page.ts', () => opened);
vi.mock('../../../utils/browser/side-panel.ts', () => ({
  canOpenSidePanel: () => opened.hasSidePanel,
  openSidePanel: opened.openSidePanel,
}));
vi.mock('../../../utils/browser/translate.ts', () => ({ translate: (key: string) => key }));

/** Loads the module as at a start of the worker. */
async function start() {
  vi.resetModules();
  return import('../../../entrypoints/background/icon-menu.ts');
}

const created = () => menus.create.mock.calls.map(([entry]) => entry.id);

beforeEach(() => {
  vi.clearAllMocks();
  api.browser.contextMenus = menus;
  opened.hasSidePanel = true;
});

describe('showIconMenu', () => {
  it('shows every entry in the menu of the icon', async () => {
    const { showIconMenu } = await start();
    await showIconMenu();
    expect(created()).toEqual(['refresh', 'full-view', 'side-panel', 'options']);
    expect(menus.create.mock.calls.every(([{ contexts }]) => contexts[0] === 'action')).toBe(true);
  });

  it('removes the former entries before each time', async () => {
    const { showIconMenu } = await start();
    await Promise.all([showIconMenu(), showIconMenu()]);
    const order = [...menus.removeAll.mock.invocationCallOrder];
    const creations = menus.create.mock.invocationCallOrder;
    expect(order).toHaveLength(2);
    expect(creations.filter((at) => at > (order[1] as number))).toHaveLength(4);
  });

  it('offers no side panel where the browser has none', async () => {
    opened.hasSidePanel = false;
    const { showIconMenu } = await start();
    await showIconMenu();
    expect(created()).toEqual(['refresh', 'full-view', 'options']);
  });

  it('does nothing without the permission', async () => {
    api.browser.contextMenus = undefined;
    const { showIconMenu, watchIconMenu } = await start();
    watchIconMenu(() => undefined);
    await showIconMenu();
    expect(menus.create).not.toHaveBeenCalled();
  });
});

describe('watchIconMenu', () => {
  it('does what the chosen entry says, in the click itself', async () => {
    const refresh = vi.fn();
    const { watchIconMenu } = await start();
    watchIconMenu(refresh);
    const choose = menus.onClicked.addListener.mock.calls[0]?.[0];
    choose({ menuItemId: 'refresh' }, { windowId: 7 });
    expect(refresh).toHaveBeenCalledOnce();
    choose({ menuItemId: 'side-panel' }, { windowId: 7 });
    expect(opened.openSidePanel).toHaveBeenCalledWith('', 7);
    choose({ menuItemId: 'full-view' }, { windowId: 7 });
    expect(opened.openFullView).toHaveBeenCalledWith('');
    choose({ menuItemId: 'options' }, undefined);
    expect(opened.openOptions).toHaveBeenCalledOnce();
    choose({ menuItemId: 'of-another-version' }, { windowId: 7 });
  });

  it('listens once, although the permission is granted again', async () => {
    const { watchIconMenu } = await start();
    watchIconMenu(() => undefined);
    watchIconMenu(() => undefined);
    expect(menus.onClicked.addListener).toHaveBeenCalledOnce();
  });
});
