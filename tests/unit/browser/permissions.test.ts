import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { settled } from '../../builders/held-call.ts';

/** The modules as they are in Chromium, or in Firefox. */
async function modulesIn(firefox: '' | 'yes') {
  vi.resetModules();
  vi.stubEnv('FIREFOX', firefox);
  const [api, channel, menu] = await Promise.all([
    import('../../../utils/browser/api-access.ts'),
    import('../../../utils/browser/channel-access.ts'),
    import('../../../utils/browser/icon-menu-permission.ts'),
  ]);
  return { ...api, ...channel, ...menu };
}

const firefox = await modulesIn('yes');
const chromium = await modulesIn('');
vi.unstubAllEnvs();
const { apiAccess, hasApiAccess, hasChannelAccess, iconMenuPermission } = chromium;
const { isIconMenuOptional, requestApiAccess, requestChannelAccess, switchIconMenu } = chromium;

const API = { origins: ['https://api.creatoraudit.com/*'] };
const MENU = { permissions: ['contextMenus'] };
const contains = vi.fn();
const request = vi.fn();
const remove = vi.fn();

beforeEach(() => {
  fakeBrowser.reset();
  vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation(contains);
  vi.spyOn(fakeBrowser.permissions, 'request').mockImplementation(request);
  vi.spyOn(fakeBrowser.permissions, 'remove').mockImplementation(remove);
});

afterEach(() => vi.restoreAllMocks());

/** Holds the listeners of changes, as the browser does. */
function listenersOf(event: {
  addListener(listener: never): void;
  removeListener(listener: never): void;
}) {
  const listeners = new Set<(change: object) => void>();
  vi.spyOn(event, 'addListener').mockImplementation((listener) => void listeners.add(listener));
  vi.spyOn(event, 'removeListener').mockImplementation(
    (listener) => void listeners.delete(listener),
  );
  return async () => {
    for (const listener of listeners) listener({});
    await settled();
  };
}

/** Each request, the check that follows it, and the permission that both are about. */
const PERMISSIONS = [
  ['the API', requestApiAccess, hasApiAccess, API],
  [
    'desktop notices',
    () => requestChannelAccess('desktop'),
    () => hasChannelAccess('desktop'),
    { permissions: ['notifications'] },
  ],
  [
    'Slack',
    () => requestChannelAccess('slack'),
    () => hasChannelAccess('slack'),
    { origins: ['https://hooks.slack.com/*'] },
  ],
  [
    'Discord',
    () => requestChannelAccess('discord'),
    () => hasChannelAccess('discord'),
    { origins: ['https://discord.com/*'] },
  ],
] as const;

describe.each(PERMISSIONS)('access to %s', (_, ask, has, permission) => {
  it.each([true, false])('is as the browser says: %s', async (isGranted) => {
    contains.mockResolvedValue(isGranted);
    expect(await has()).toBe(isGranted);
    expect(contains).toHaveBeenCalledExactlyOnceWith(permission);
  });

  it.each([true, false])('is asked for, and nothing else: the user says %s', async (isGranted) => {
    request.mockResolvedValue(isGranted);
    expect(await ask()).toBe(isGranted);
    expect(request).toHaveBeenCalledExactlyOnceWith(permission);
    expect(contains).not.toHaveBeenCalled();
  });

  it.each([true, false])('is what it was (%s) when the browser does not ask', async (isGranted) => {
    request.mockRejectedValue(new Error('no gesture'));
    contains.mockResolvedValue(isGranted);
    expect(await ask()).toBe(isGranted);
  });
});

describe.each([
  ['access to the API', apiAccess],
  ['the menu of the icon', iconMenuPermission],
])('%s as a value', (_, value) => {
  it('is read again after each change of a permission, until it is no longer watched', async () => {
    const added = listenersOf(fakeBrowser.permissions.onAdded);
    const removed = listenersOf(fakeBrowser.permissions.onRemoved);
    const listener = vi.fn();
    const stop = value.watch(listener);
    contains.mockResolvedValue(true);
    await added();
    contains.mockResolvedValue(false);
    await removed();
    expect(listener.mock.calls).toEqual([[true], [false]]);
    stop();
    await added();
    await removed();
    expect(listener).toHaveBeenCalledTimes(2);
    contains.mockResolvedValue(true);
    expect(await value.read()).toBe(true);
  });
});

describe('access to channels in Firefox', () => {
  it('asks for consent to what is sent as well', async () => {
    request.mockResolvedValue(true);
    for (const channel of ['slack', 'desktop'] as const)
      await firefox.requestChannelAccess(channel);
    expect(request.mock.calls).toEqual([
      [{ origins: ['https://hooks.slack.com/*'], data_collection: ['websiteContent'] }],
      [{ permissions: ['notifications'] }],
    ]);
  });
});

describe('switchIconMenu', () => {
  it('asks for the permission, and gives it back', async () => {
    request.mockResolvedValue(true);
    remove.mockResolvedValue(true);
    expect([isIconMenuOptional, firefox.isIconMenuOptional]).toEqual([true, false]);
    expect(await switchIconMenu(true)).toBe(true);
    expect(request).toHaveBeenCalledExactlyOnceWith(MENU);
    expect(remove).not.toHaveBeenCalled();
    expect(await switchIconMenu(false)).toBe(true);
    expect(remove).toHaveBeenCalledExactlyOnceWith(MENU);
    contains.mockResolvedValue(true);
    await iconMenuPermission.read();
    expect(contains).toHaveBeenCalledExactlyOnceWith(MENU);
  });
});
