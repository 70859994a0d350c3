/** The lists of CreatorAudit that can be followed (API reference, Lists of videos). */
export const LIST_CHOICES = ['account-videos', 'videos', 'both'] as const;

/** How easily a post counts as a breakout (`utils/breakouts/model/sensitivity.ts`). */
export const SENSITIVITY_CHOICES = ['sensitive', 'balanced', 'quiet', 'custom'] as const;

/** Where the API key is kept: on this device, or in memory until the browser is closed. */
export const KEY_PERSISTENCE_CHOICES = ['device', 'session'] as const;

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

/** Every setting, by the question it answers. */
export interface Settings {
  /** Over how many days are views gained counted? */
  readonly lookbackDays: number;
  /** Which lists of CreatorAudit are followed? */
  readonly lists: (typeof LIST_CHOICES)[number];
  /** How many minutes pass between two syncs? */
  readonly refreshMinutes: number;
  /** How many rows has the list Top movers? */
  readonly topMoversCount: number;
  /** How easily does a post count as a breakout? */
  readonly sensitivity: (typeof SENSITIVITY_CHOICES)[number];
  /** With the sensitivity *custom*: how many times the usual gain must a post reach? */
  readonly customMultiple: number;
  /** With the sensitivity *custom*: how many views must a post gain in 7 days? */
  readonly customMinimumGain: number;
  /** Does the badge count every breakout or only those not yet looked at? */
  readonly badgeCounts: (typeof BADGE_CHOICES)[number];
  /** How long is the API key kept? */
  readonly keyPersistence: (typeof KEY_PERSISTENCE_CHOICES)[number];
  /** How much of the key's rate limit may this extension use? */
  readonly rateSharePercent: number;
  /** Does the popup load the posts' cover images, from the addresses that CreatorAudit gives? */
  readonly showCovers: boolean;
  /** Do single letters act in the popup (WCAG 2.1.4)? */
  readonly singleKeyShortcuts: boolean;
  /** What a later version of the extension has added. */
  readonly [added: string]: unknown;
}

/** The settings of a new user. */
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
  singleKeyShortcuts: true,
};
