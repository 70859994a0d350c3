import type { Settings } from './settings.ts';
import { settingsSchema } from './settings-schema.ts';

/** The settings with some of them changed; `null` when a change does not fit its setting: then all stay as they were. */
export function changeSettings(before: Settings, changes: Readonly<Record<string, unknown>>): Settings | null {
  const after = settingsSchema.parse({ ...before, ...changes });
  // What does not fit falls back to its default, and so differs from what was asked for.
  return Object.entries(changes).every(([setting, wanted]) => after[setting] === wanted) ? after : null;
}

/** Whether the API has to be asked for something else than before. */
export function requiresResync(before: Settings, after: Settings): boolean {
  return before.lists !== after.lists || before.lookbackDays !== after.lookbackDays;
}

/** Whether what was fetched has to be ranked anew. */
export function requiresRerank(before: Settings, after: Settings): boolean {
  return (
    before.lookbackDays !== after.lookbackDays ||
    before.topMoversCount !== after.topMoversCount ||
    before.sensitivity !== after.sensitivity ||
    before.customMultiple !== after.customMultiple ||
    before.customMinimumGain !== after.customMinimumGain
  );
}
