import type { Settings } from '../utils/settings/settings.ts';

/**
 * Applies theme and density to a page, and keeps them for `public/look.js`, which applies them
 * before the first paint of the next page: the settings are read too late for it. The popup reads
 * everything before it paints.
 */
export function applyLook({ theme, density }: Pick<Settings, 'theme' | 'density'>): void {
  Object.assign(document.documentElement.dataset, { theme, density });
  try {
    localStorage.setItem('look', `${theme} ${density}`);
  } catch {
    // Where cookies are blocked, a page has no storage of its own: it looks right a moment later.
  }
}
