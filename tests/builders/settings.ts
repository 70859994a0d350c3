import { DEFAULT_SETTINGS, type Settings } from '../../utils/settings/settings.ts';

/** Creates the settings of a new user with changes. */
export function settingsWith(changes: Partial<Settings> = {}): Settings {
  return { ...DEFAULT_SETTINGS, ...changes };
}
