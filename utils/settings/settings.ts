import {
  ALERT_SETTING_BOUNDS,
  type AlertSettings,
  DEFAULT_ALERT_SETTINGS,
} from './alert-settings.ts';

/** The lists of CreatorAudit that can be followed (API reference, Lists of videos). */
export const LIST_CHOICES = ['account-videos', 'videos', 'both'] as const;

/** The levels of sensitivity (`utils/breakouts/model/sensitivity.ts`). */
export const SENSITIVITY_CHOICES = ['sensitive', 'balanced', 'quiet', 'custom'] as const;

/** The places of the API key: on this device, or in memory until the browser is closed. */
export const KEY_PERSISTENCE_CHOICES = ['device', 'session'] as const;

/** The themes of all pages; `system`: that of the browser. */
export const THEME_CHOICES = ['system', 'light', 'dark'] as const;

/** The densities of the popup's list. */
export const DENSITY_CHOICES = ['comfortable', 'compact'] as const;

/** The breakouts that the badge counts. */
export const BADGE_CHOICES = ['all', 'unseen'] as const;

/**
 * The smallest and largest value of each numeric setting, both included; `whole`: integers only.
 */
export const SETTING_BOUNDS = {
  /** Days; the API answers windows of 1 to 365 days. */
  lookbackDays: { min: 1, max: 365, whole: true },
  /**
   * Minutes; CreatorAudit itself refreshes an account once in 24 hours by default, so oftener than
   * 15 finds nothing new.
   */
  refreshMinutes: { min: 15, max: 1440, whole: true },
  /** Rows of the list Top movers. */
  topMoversCount: { min: 1, max: 40, whole: true },
  /** Times the usual gain. */
  customMultiple: { min: 1.5, max: 100, whole: false },
  /** Views per 7 days; scaled to the look-back window. */
  customMinimumGain: { min: 0, max: 1_000_000_000, whole: true },
  /** Percent of the key's rate limit. */
  rateSharePercent: { min: 5, max: 100, whole: true },
  ...ALERT_SETTING_BOUNDS,
} as const;

export type NumericSetting = keyof typeof SETTING_BOUNDS;

/** All settings. */
export interface Settings extends AlertSettings {
  /** The days over which gains count. */
  readonly lookbackDays: number;
  /** The lists of CreatorAudit that are read. */
  readonly lists: (typeof LIST_CHOICES)[number];
  /** The minutes between two syncs. */
  readonly refreshMinutes: number;
  /** The number of rows in the list Top movers. */
  readonly topMoversCount: number;
  /** The sensitivity of the rule. */
  readonly sensitivity: (typeof SENSITIVITY_CHOICES)[number];
  /** With the sensitivity *custom*: the multiple of the usual gain that a post must reach. */
  readonly customMultiple: number;
  /** With the sensitivity *custom*: the views that a post must gain in 7 days. */
  readonly customMinimumGain: number;
  /** The breakouts that the badge counts: all, or those not seen yet. */
  readonly badgeCounts: (typeof BADGE_CHOICES)[number];
  /** The place of the API key. */
  readonly keyPersistence: (typeof KEY_PERSISTENCE_CHOICES)[number];
  /** The share of the key's rate limit that this extension may use, in percent. */
  readonly rateSharePercent: number;
  /**
   * True if the popup loads the posts' cover images, from the addresses that CreatorAudit gives.
   */
  readonly showCovers: boolean;
  /** The theme of all pages. */
  readonly theme: (typeof THEME_CHOICES)[number];
  /** The density of the popup's list. */
  readonly density: (typeof DENSITY_CHOICES)[number];
  /** True if single letters act in the popup (WCAG 2.1.4). */
  readonly singleKeyShortcuts: boolean;
  /** True if the settings are shared with the user's other browsers (`storage.sync`). */
  readonly syncSettings: boolean;
  /** Settings of a later version of the extension. */
  readonly [added: string]: unknown;
}

/** The default settings. */
export const DEFAULT_SETTINGS: Settings = {
  lookbackDays: 7,
  lists: 'account-videos',
  refreshMinutes: 60,
  topMoversCount: 10,
  sensitivity: 'balanced',
  customMultiple: 5,
  customMinimumGain: 1000,
  badgeCounts: 'all',
  keyPersistence: 'device',
  rateSharePercent: 50,
  showCovers: true,
  theme: 'system',
  density: 'comfortable',
  singleKeyShortcuts: true,
  syncSettings: false,
  ...DEFAULT_ALERT_SETTINGS,
};

/** Returns true if two values of a setting are equal. Values are JSON. */
export function isSameSetting(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
