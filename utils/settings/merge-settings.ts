import * as z from 'zod/mini';
import { isSameSetting, type Settings } from './settings.ts';
import { isValid, TRAVELLING_SETTINGS } from './settings-file.ts';

/** The time of the last change of each setting, ms since epoch; none: never changed. */
export type SettingTimes = Readonly<Record<string, number>>;

/** A setting as browsers share it, one stored item for each. */
const sharedSettingSchema = z.object({ value: z.unknown(), at: z.number() });

export type SharedSetting = z.infer<typeof sharedSettingSchema>;

const PREFIX = 'setting.';

/** Returns the stored items of settings. */
export function toSharedItems(
  names: readonly string[],
  settings: Settings,
  times: SettingTimes,
): Readonly<Record<string, SharedSetting>> {
  return Object.fromEntries(
    names.map((name) => [PREFIX + name, { value: settings[name], at: times[name] ?? 0 }]),
  );
}

/**
 * Returns the times after a change. A change is newer than every one before it, also than one of a
 * browser whose clock is ahead.
 */
export function timesAfter(
  times: SettingTimes,
  before: Settings,
  after: Settings,
  now: number,
): SettingTimes {
  const changed = TRAVELLING_SETTINGS.filter((name) => !isSameSetting(before[name], after[name]));
  return {
    ...times,
    ...Object.fromEntries(changed.map((name) => [name, Math.max(now, (times[name] ?? 0) + 1)])),
  };
}

/** The result of merging the settings of this browser and the shared ones. */
export interface MergedSettings {
  /** Newer values of other browsers. */
  readonly changes: Readonly<Record<string, unknown>>;
  /** The times of these. */
  readonly times: SettingTimes;
  /** The settings of this browser that are newer than the shared ones. */
  readonly newerHere: readonly string[];
}

/**
 * Merges the settings of this browser with the shared items: of each setting, the newest value
 * holds, and the shared one of two equally new. What does not fit is ignored.
 */
export function mergeSettings(
  settings: Settings,
  times: SettingTimes,
  items: Readonly<Record<string, unknown>>,
): MergedSettings {
  const changes: Record<string, unknown> = {};
  const newerTimes: Record<string, number> = {};
  const newerHere: string[] = [];
  for (const name of TRAVELLING_SETTINGS) {
    const shared = sharedSettingSchema.safeParse(items[PREFIX + name]);
    const here = times[name] ?? 0;
    const there = shared.success && isValid(name, shared.data.value) ? shared.data : null;
    if (there !== null && there.at >= here) {
      newerTimes[name] = there.at;
      if (!isSameSetting(there.value, settings[name])) changes[name] = there.value;
    } else if (here > (there?.at ?? 0)) newerHere.push(name);
  }
  return { changes, times: { ...times, ...newerTimes }, newerHere };
}
