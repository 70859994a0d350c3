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
const alerts = vi.hoisted(() => ({ isOn: false }));
vi.mock('../../../utils/storage/stored-values.ts', () => ({
  channelsStore: {
    read: async () => ({ desktop: { isOn: alerts.isOn }, slack: { isOn: false } }),
  },
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
  alerts.isOn = false;
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

  it('shows the entries although the time before failed', async () => {
    menus.removeAll.mockRejectedValueOnce(new Error('not now'));
    const { showIconMenu } = await start();
    const [first, second] = await Promise.allSettled([showIconMenu(), showIconMenu()]);
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled']);
    expect(created()).toHaveLength(4);
  });

  it('offers no side panel where the browser has none', async () => {
    opened.hasSidePanel = false;
    const { showIconMenu } = await start();
    await showIconMenu();
    expect(created()).toEqual(['refresh', 'full-view', 'options']);
  });

  it('offers to pause alerts while a channel is on', async () => {
    alerts.isOn = true;
    const { showIconMenu, watchIconMenu } = await start();
    const pause = vi.fn();
    watchIconMenu({ refresh: () => undefined, pause });
    await showIconMenu();
    expect(created()).toContain('pause-hour');
    const choose = menus.onClicked.addListener.mock.calls[0]?.[0];
    choose({ menuItemId: 'pause-hour' }, { windowId: 7 });
    choose({ menuItemId: 'pause-tomorrow' }, { windowId: 7 });
    expect(pause.mock.calls).toEqual([['hour'], ['tomorrow']]);
  });

  it('does nothing without the permission', async () => {
    api.browser.contextMenus = undefined;
    const { showIconMenu, watchIconMenu } = await start();
    watchIconMenu({ refresh: () => undefined, pause: () => undefined });
    await showIconMenu();
    expect(menus.create).not.toHaveBeenCalled();
  });
});

describe('watchIconMenu', () => {
  it('does what the chosen entry says, in the click itself', async () => {
    const refresh = vi.fn();
    const { watchIconMenu } = await start();
    watchIconMenu({ refresh, pause: () => undefined });
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
    watchIconMenu({ refresh: () => undefined, pause: () => undefined });
    watchIconMenu({ refresh: () => undefined, pause: () => undefined });
    expect(menus.onClicked.addListener).toHaveBeenCalledOnce();
  });
});
