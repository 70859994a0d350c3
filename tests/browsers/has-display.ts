/**
 * True when a browser window can be shown to somebody: a desktop session, and not a
 * continuous-integration run.
 */
export function hasDisplay(): boolean {
  if (process.env.CI) return false;
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
