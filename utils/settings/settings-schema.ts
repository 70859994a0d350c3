import * as z from 'zod/mini';
import {
  BADGE_CHOICES,
  DEFAULT_SETTINGS,
  KEEP_KEY_CHOICES,
  LIST_CHOICES,
  type NumericSetting,
  SENSITIVITY_CHOICES,
  SETTING_BOUNDS,
  type Settings,
} from './settings.ts';

/** The settings as stored. A value that does not fit falls back to what a new user gets. */
export const settingsSchema = z.looseObject({
  lookbackDays: numberWithin('lookbackDays'),
  lists: z.catch(z.enum(LIST_CHOICES), DEFAULT_SETTINGS.lists),
  refreshMinutes: numberWithin('refreshMinutes'),
  topMoversCount: numberWithin('topMoversCount'),
  sensitivity: z.catch(z.enum(SENSITIVITY_CHOICES), DEFAULT_SETTINGS.sensitivity),
  customMultiple: numberWithin('customMultiple'),
  customMinimumGain: numberWithin('customMinimumGain'),
  badgeCounts: z.catch(z.enum(BADGE_CHOICES), DEFAULT_SETTINGS.badgeCounts),
  keepKey: z.catch(z.enum(KEEP_KEY_CHOICES), DEFAULT_SETTINGS.keepKey),
  rateSharePercent: numberWithin('rateSharePercent'),
  showCovers: z.catch(z.boolean(), DEFAULT_SETTINGS.showCovers),
  singleKeyShortcuts: z.catch(z.boolean(), DEFAULT_SETTINGS.singleKeyShortcuts),
}) satisfies z.ZodMiniType<Settings>;

function numberWithin(setting: NumericSetting) {
  const { min, max, whole } = SETTING_BOUNDS[setting];
  const bounded = z.number().check(z.minimum(min), z.maximum(max));
  return z.catch(whole ? bounded.check(z.refine(Number.isInteger)) : bounded, DEFAULT_SETTINGS[setting]);
}
