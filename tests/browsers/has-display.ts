/**
 * Returns true in a desktop session that is not a continuous-integration run, where somebody can
 * see a window.
 */
export function hasDisplay(): boolean {
  if (process.env.CI) return false;
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
