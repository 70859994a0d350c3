import * as z from 'zod/mini';

/** The lists of CreatorAudit that can be followed (API reference, Lists of videos). */
export const LIST_CHOICES = ['account-videos', 'videos', 'both'] as const;

/** How easily a post counts as a breakout (`utils/breakouts/sensitivity.ts`). */
export const SENSITIVITY_CHOICES = ['sensitive', 'balanced', 'quiet', 'custom'] as const;

/** Where the API key is kept: on this device, or in memory until the browser is closed. */
export const KEEP_KEY_CHOICES = ['device', 'session'] as const;

/** What the badge counts. */
export const BADGE_CHOICES = ['all', 'unseen'] as const;

/** The least and the most that a numeric setting may be, both included, and whether it must be whole. */
export const SETTING_BOUNDS = {
  /** Days; the API answers windows of 1 to 365 days. */
  lookbackDays: { min: 1, max: 365, whole: true },
  /** Minutes; CreatorAudit itself refreshes an account once in 24 hours by default, so oftener than 15 finds nothing new. */
  refreshMinutes: { min: 15, max: 1440, whole: true },
  /** Rows of the list Top movers. */
  topMoversCount: { min: 1, max: 40, whole: true },
  /** Times the usual gain. */
  customMultiple: { min: 1.5, max: 100, whole: false },
  /** Views per 7 days; scaled to the look-back window. */
  customMinimumGain: { min: 0, max: 1_000_000_000, whole: true },
  /** Percent of the key's rate limit. */
  rateSharePercent: { min: 5, max: 100, whole: true },
} as const;

export type NumericSetting = keyof typeof SETTING_BOUNDS;

/** Every setting, by the question it answers, with the answer a new user gets. A value that does not fit falls back to it. */
export const settingsSchema = z.looseObject({
  /** Over how many days are views gained counted? */
  lookbackDays: numberWithin('lookbackDays', 7),
  /** Which lists of CreatorAudit are followed? */
  lists: z.catch(z.enum(LIST_CHOICES), 'account-videos'),
  /** How many minutes pass between two syncs? */
  refreshMinutes: numberWithin('refreshMinutes', 60),
  /** How many rows has the list Top movers? */
  topMoversCount: numberWithin('topMoversCount', 10),
  /** How easily does a post count as a breakout? */
  sensitivity: z.catch(z.enum(SENSITIVITY_CHOICES), 'balanced'),
  /** With the sensitivity *custom*: how many times the usual gain must a post reach? */
  customMultiple: numberWithin('customMultiple', 5),
  /** With the sensitivity *custom*: how many views must a post gain in 7 days? */
  customMinimumGain: numberWithin('customMinimumGain', 1000),
  /** Does the badge count every breakout or only those not yet looked at? */
  badgeCounts: z.catch(z.enum(BADGE_CHOICES), 'all'),
  /** How long is the API key kept? */
  keepKey: z.catch(z.enum(KEEP_KEY_CHOICES), 'device'),
  /** How much of the key's rate limit may this extension use? */
  rateSharePercent: numberWithin('rateSharePercent', 50),
});

export type Settings = z.infer<typeof settingsSchema>;

/** The settings of a new user. */
export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

function numberWithin(setting: NumericSetting, fallback: number) {
  const { min, max, whole } = SETTING_BOUNDS[setting];
  const bounded = z.number().check(z.minimum(min), z.maximum(max));
  return z.catch(whole ? bounded.check(z.multipleOf(1)) : bounded, fallback);
}
