import * as z from 'zod/mini';

/** The days of a digest: 1 is Monday, 7 is Sunday (ISO 8601). */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** The smallest and largest value of each numeric setting of alerts, both included. */
export const ALERT_SETTING_BOUNDS = {
  /** Messages for each channel. */
  alertMaxPerDay: { min: 1, max: 50, whole: true },
  /** Followers of the account. */
  alertMinFollowers: { min: 0, max: 1_000_000_000, whole: true },
  /** Times the usual. */
  alertMinMultiple: { min: 0, max: 1000, whole: false },
} as const;

/** The settings of alerts. They concern channels that are switched on; none is at first. */
export interface AlertSettings {
  /** True if new breakouts are sent as they come up. */
  readonly alertBreakouts: boolean;
  /** The messages of a day (in the user's time zone) for each channel, the digest included. */
  readonly alertMaxPerDay: number;
  /** True if nothing is sent in the quiet hours. */
  readonly alertQuietHours: boolean;
  /** The start of the quiet hours, `HH:MM` in the user's time zone. */
  readonly alertQuietFrom: string;
  /** The end of the quiet hours, `HH:MM`, on the next day if it is not after their start. */
  readonly alertQuietUntil: string;
  /** True if a digest is sent. */
  readonly alertDigest: boolean;
  /** The time of the digest, `HH:MM` in the user's time zone. */
  readonly alertDigestAt: string;
  /** The days of the digest, by {@link WEEKDAYS}; at least one. */
  readonly alertDigestDays: readonly number[];
  /** Only these platforms, as the API names them; empty: all. */
  readonly alertPlatforms: readonly string[];
  /** Only these creators, by name; empty: all. */
  readonly alertCreators: readonly string[];
  /** Only these categories; empty: all. */
  readonly alertCategories: readonly string[];
  /** Only these accounts, by account key; empty: all. */
  readonly alertAccounts: readonly string[];
  /** Only accounts with at least this many followers; 0: all, unknown ones included. */
  readonly alertMinFollowers: number;
  /** Only breakouts with at least this multiple of the usual; 0: all. */
  readonly alertMinMultiple: number;
}

export const DEFAULT_ALERT_SETTINGS: AlertSettings = {
  alertBreakouts: true,
  alertMaxPerDay: 5,
  alertQuietHours: false,
  alertQuietFrom: '22:00',
  alertQuietUntil: '07:00',
  alertDigest: false,
  alertDigestAt: '09:00',
  alertDigestDays: [1, 2, 3, 4, 5],
  alertPlatforms: [],
  alertCreators: [],
  alertCategories: [],
  alertAccounts: [],
  alertMinFollowers: 0,
  alertMinMultiple: 0,
};

const flag = (setting: 'alertBreakouts' | 'alertQuietHours' | 'alertDigest') =>
  z.catch(z.boolean(), DEFAULT_ALERT_SETTINGS[setting]);

const timeOfDay = (setting: 'alertQuietFrom' | 'alertQuietUntil' | 'alertDigestAt') =>
  z.catch(z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)), DEFAULT_ALERT_SETTINGS[setting]);

const isWeekday = (day: number) => WEEKDAYS.some((known) => known === day);

const names = z.catch(z.readonly(z.array(z.string())), []);

const numberWithin = (setting: keyof typeof ALERT_SETTING_BOUNDS) => {
  const { min, max, whole } = ALERT_SETTING_BOUNDS[setting];
  const bounded = z.number().check(z.minimum(min), z.maximum(max));
  return z.catch(
    whole ? bounded.check(z.refine(Number.isInteger)) : bounded,
    DEFAULT_ALERT_SETTINGS[setting],
  );
};

/** The settings of alerts as stored. An invalid value falls back to its default. */
export const alertSettingsShape = {
  alertBreakouts: flag('alertBreakouts'),
  alertMaxPerDay: numberWithin('alertMaxPerDay'),
  alertQuietHours: flag('alertQuietHours'),
  alertQuietFrom: timeOfDay('alertQuietFrom'),
  alertQuietUntil: timeOfDay('alertQuietUntil'),
  alertDigest: flag('alertDigest'),
  alertDigestAt: timeOfDay('alertDigestAt'),
  alertDigestDays: z.catch(
    z.readonly(z.array(z.number().check(z.refine(isWeekday))).check(z.minLength(1))),
    DEFAULT_ALERT_SETTINGS.alertDigestDays,
  ),
  alertPlatforms: names,
  alertCreators: names,
  alertCategories: names,
  alertAccounts: names,
  alertMinFollowers: numberWithin('alertMinFollowers'),
  alertMinMultiple: numberWithin('alertMinMultiple'),
};
