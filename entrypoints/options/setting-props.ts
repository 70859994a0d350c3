import type { Save } from '../../components/fields/use-save.ts';
import type { Settings } from '../../utils/settings/settings.ts';

/** The settings of a section, and their fields. */
export interface SettingProps {
  readonly settings: Settings;
  /** Returns the properties that bind a field to a setting. */
  readonly bind: <K extends keyof Settings & string>(
    setting: K,
  ) => {
    readonly setting: K;
    readonly value: Settings[K];
    readonly onSave: Save<Settings[K]>;
  };
}
