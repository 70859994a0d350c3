import { DEFAULT_SETTINGS, type Settings } from '../../utils/settings/settings.ts';

/** The settings of a new user, but for the changes named. */
export function settingsWith(changes: Partial<Settings> = {}): Settings {
  return { ...DEFAULT_SETTINGS, ...changes };
}
