import { watchPermissions } from './api-access.ts';
import { browser } from './browser.ts';

/**
 * Chromium grants it without asking the user. In Firefox, whose types the polyfill has, it cannot
 * be optional.
 */
const PERMISSION = { permissions: ['contextMenus'] } as unknown as Parameters<
  typeof browser.permissions.request
>[0];

/** True if the user decides about the menu of the toolbar's icon; Firefox always shows it. */
export const isIconMenuOptional = !import.meta.env.FIREFOX;

/** The permission for the menu of the toolbar's icon as a value that pages read and watch. */
export const iconMenuPermission = {
  read: () => browser.permissions.contains(PERMISSION),
  watch: (listener: (isGranted: boolean) => void) =>
    watchPermissions(() => void iconMenuPermission.read().then(listener)),
};

/**
 * Asks for the permission, or gives it back. Must be called in the handler of a click, before any
 * `await`.
 *
 * @returns true if the browser did it
 */
export function switchIconMenu(isOn: boolean): Promise<boolean> {
  return isOn ? browser.permissions.request(PERMISSION) : browser.permissions.remove(PERMISSION);
}
