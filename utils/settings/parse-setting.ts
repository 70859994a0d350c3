import { type NumericSetting, SETTING_BOUNDS } from './settings.ts';

/** The result of parsing a number typed by a user: the number, or the error. */
export type ParsedSetting =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly fault: 'not-a-number' | 'not-whole' | 'out-of-bounds' };

/**
 * Parses a number typed into the field of `setting`. Ignores surrounding spaces and accepts a
 * decimal comma; guesses nothing else.
 */
export function parseSetting(setting: NumericSetting, typed: string): ParsedSetting {
  const { min, max, whole } = SETTING_BOUNDS[setting];
  const text = typed.trim().replace(',', '.');
  if (!/^[+-]?\d+(\.\d+)?$/.test(text)) return { ok: false, fault: 'not-a-number' };
  const value = Number(text);
  if (whole && !Number.isInteger(value)) return { ok: false, fault: 'not-whole' };
  if (value < min || value > max) return { ok: false, fault: 'out-of-bounds' };
  return { ok: true, value };
}
