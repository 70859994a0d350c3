import { formatter } from './formatter.ts';

/** Every digit: `672,670`. */
export function formatCount(count: number, locale: string): string {
  return formatter(Intl.NumberFormat, locale, { maximumFractionDigits: 0 }).format(count);
}

/** Every digit and up to two decimals: `1.5`. */
export function formatNumber(value: number, locale: string): string {
  return formatter(Intl.NumberFormat, locale, { maximumFractionDigits: 2 }).format(value);
}

/** Formats a number as it is typed: `1500.5`, without separators between digits. */
export function formatEditable(value: number, locale: string): string {
  return formatter(Intl.NumberFormat, locale, {
    maximumFractionDigits: 2,
    useGrouping: false,
  }).format(value);
}

/** Short, three digits at most: `673K`, `1.2M`; below a thousand it is exact. */
export function formatCompact(count: number, locale: string): string {
  return formatter(Intl.NumberFormat, locale, {
    notation: 'compact',
    maximumSignificantDigits: 3,
  }).format(count);
}

/**
 * Formats a gain in few digits, with its sign: `+673K`. In Arabic an invisible mark keeps the sign
 * before the digits.
 */
export function shortGain(gained: number, locale: string): string {
  return formatter(Intl.NumberFormat, locale, {
    notation: 'compact',
    maximumSignificantDigits: 3,
    signDisplay: 'exceptZero',
  }).format(gained);
}

/** Formats a multiple of the usual: `8.8`, from ten on without a fraction: `24`. */
export function formatMultiple(value: number, locale: string): string {
  return formatter(Intl.NumberFormat, locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value,
  );
}
