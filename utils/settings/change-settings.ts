import { isSameSetting, type Settings } from './settings.ts';
import { settingsSchema } from './settings-schema.ts';

/**
 * Applies changes to settings. Returns `null` when a change is invalid: then all settings stay as
 * they were.
 */
export function changeSettings(
  before: Settings,
  changes: Readonly<Record<string, unknown>>,
): Settings | null {
  const after = settingsSchema.parse({ ...before, ...changes });
  // An invalid value falls back to its default, and so differs from the requested one.
  return Object.entries(changes).every(([setting, wanted]) => isSameSetting(after[setting], wanted))
    ? after
    : null;
}

/** Returns true if the API has to be asked for other data than before. */
export function requiresResync(before: Settings, after: Settings): boolean {
  return before.lists !== after.lists || before.lookbackDays !== after.lookbackDays;
}
