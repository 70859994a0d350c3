import * as z from 'zod/mini';
import { alertSettingsShape } from './alert-settings.ts';
import {
  BADGE_CHOICES,
  DEFAULT_SETTINGS,
  DENSITY_CHOICES,
  KEY_PERSISTENCE_CHOICES,
  LIST_CHOICES,
  type NumericSetting,
  SENSITIVITY_CHOICES,
  SETTING_BOUNDS,
  type Settings,
  THEME_CHOICES,
} from './settings.ts';

/** The settings as stored. An invalid value falls back to its default. */
export const settingsSchema = z.looseObject({
  lookbackDays: numberWithin('lookbackDays'),
  lists: z.catch(z.enum(LIST_CHOICES), DEFAULT_SETTINGS.lists),
  refreshMinutes: numberWithin('refreshMinutes'),
  topMoversCount: numberWithin('topMoversCount'),
  sensitivity: z.catch(z.enum(SENSITIVITY_CHOICES), DEFAULT_SETTINGS.sensitivity),
  customMultiple: numberWithin('customMultiple'),
  customMinimumGain: numberWithin('customMinimumGain'),
  badgeCounts: z.catch(z.enum(BADGE_CHOICES), DEFAULT_SETTINGS.badgeCounts),
  keyPersistence: z.catch(z.enum(KEY_PERSISTENCE_CHOICES), DEFAULT_SETTINGS.keyPersistence),
  rateSharePercent: numberWithin('rateSharePercent'),
  showCovers: z.catch(z.boolean(), DEFAULT_SETTINGS.showCovers),
  theme: z.catch(z.enum(THEME_CHOICES), DEFAULT_SETTINGS.theme),
  density: z.catch(z.enum(DENSITY_CHOICES), DEFAULT_SETTINGS.density),
  singleKeyShortcuts: z.catch(z.boolean(), DEFAULT_SETTINGS.singleKeyShortcuts),
  syncSettings: z.catch(z.boolean(), DEFAULT_SETTINGS.syncSettings),
  ...alertSettingsShape,
}) satisfies z.ZodMiniType<Settings>;

const namedByKeepKey = z.looseObject({ keepKey: z.optional(z.unknown()) });

/** Migrates the settings of version 0.1.0, which named `keyPersistence` `keepKey`. */
export function migrateSettings(stored: unknown): unknown {
  const { keepKey, ...settings } = namedByKeepKey.parse(stored);
  return keepKey === undefined ? settings : { ...settings, keyPersistence: keepKey };
}

function numberWithin(setting: NumericSetting) {
  const { min, max, whole } = SETTING_BOUNDS[setting];
  const bounded = z.number().check(z.minimum(min), z.maximum(max));
  return z.catch(
    whole ? bounded.check(z.refine(Number.isInteger)) : bounded,
    DEFAULT_SETTINGS[setting],
  );
}
