import type { Save } from '../../components/fields/use-save.ts';
import type { Settings } from '../../utils/settings/settings.ts';

/** The settings of a section, and the way to save each. */
export interface SettingProps {
  readonly settings: Settings;
  readonly save: <K extends keyof Settings & string>(setting: K) => Save<Settings[K]>;
}
