import { type NumericSetting, SETTING_BOUNDS } from './settings.ts';

/** The result of parsing a number typed by a user: the number, or the error. */
export type ParsedSetting =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly fault: 'not-a-number' | 'not-whole' | 'out-of-bounds' };

/** Digits of Arabic (U+0660–0669) and Persian (U+06F0–06F9) keyboards. */
const EASTERN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;

/**
 * Parses a number typed into the field of `setting`. Ignores surrounding spaces and accepts a
 * decimal comma, and digits of Arabic, Persian and Japanese keyboards; guesses nothing else: in a
 * whole number, `1,000` could be one or a thousand.
 */
export function parseSetting(setting: NumericSetting, typed: string): ParsedSetting {
  const { min, max, whole } = SETTING_BOUNDS[setting];
  const text = typed
    .normalize('NFKC')
    .replace(EASTERN_DIGIT, (digit) => String(digit.charCodeAt(0) & 0xf))
    .trim()
    .replace(/[,\u066b]/, '.');
  if (!/^[+-]?\d+(\.\d+)?$/.test(text)) return { ok: false, fault: 'not-a-number' };
  const value = Number(text);
  if (whole && (!Number.isInteger(value) || /\.\d{3}$/.test(text)))
    return { ok: false, fault: 'not-whole' };
  if (value < min || value > max) return { ok: false, fault: 'out-of-bounds' };
  return { ok: true, value };
}
