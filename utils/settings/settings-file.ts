import * as z from 'zod/mini';
import { changeSettings } from './change-settings.ts';
import { DEFAULT_SETTINGS, isSameSetting, type Settings } from './settings.ts';

/** The version of the file's shape. */
const FILE_VERSION = 1;

const FORMAT = 'breakouts-settings';

/** Settings that hold for one browser only: the place of its key, and its choice to sync. */
const BOUND_TO_BROWSER: readonly string[] = ['keyPersistence', 'syncSettings'];

/** The settings that an export holds and that browsers share. */
export const TRAVELLING_SETTINGS: readonly string[] = Object.keys(DEFAULT_SETTINGS).filter(
  (setting) => !BOUND_TO_BROWSER.includes(setting),
);

const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.number(),
  settings: z.record(z.string(), z.unknown()),
  /** Files of earlier versions have none. */
  savedFilters: z.catch(z.array(z.unknown()), []),
});

/** The content of a file of settings. */
export type ReadSettingsFile =
  | {
      readonly ok: true;
      /** The entries that fit, and differ from the present settings. */
      readonly changes: Readonly<Partial<Settings>>;
      /** The names of entries that this version does not know. */
      readonly unknown: readonly string[];
      /** The names of entries whose value does not fit. */
      readonly invalid: readonly string[];
      /** The saved filters of the file, unchecked. */
      readonly savedFilters: readonly unknown[];
    }
  | { readonly ok: false; readonly fault: 'not-settings' | 'newer-version' };

/**
 * Writes the settings and the saved filters as a file. They hold no secret: the key is not among
 * them.
 */
export function writeSettingsFile(
  settings: Settings,
  savedFilters: readonly unknown[],
  now: number,
): string {
  const file = {
    format: FORMAT,
    version: FILE_VERSION,
    exportedAt: new Date(now).toISOString(),
    settings: Object.fromEntries(TRAVELLING_SETTINGS.map((name) => [name, settings[name]])),
    savedFilters,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads a file of settings. One entry that does not fit spoils no other. */
export function readSettingsFile(text: string, present: Settings): ReadSettingsFile {
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success) return { ok: false, fault: 'not-settings' };
  const { version, settings, savedFilters } = parsed.data;
  if (version > FILE_VERSION) return { ok: false, fault: 'newer-version' };
  const names = Object.keys(settings);
  const known = names.filter((name) => TRAVELLING_SETTINGS.includes(name));
  const invalid = known.filter((name) => !isValid(name, settings[name]));
  return {
    ok: true,
    changes: Object.fromEntries(
      known
        .filter((name) => !invalid.includes(name) && !isSameSetting(settings[name], present[name]))
        .map((name) => [name, settings[name]]),
    ),
    unknown: names.filter((name) => !known.includes(name)),
    invalid,
    savedFilters,
  };
}

/** Returns true if `value` fits the setting `name`. */
export function isValid(name: string, value: unknown): boolean {
  return changeSettings(DEFAULT_SETTINGS, { [name]: value }) !== null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
