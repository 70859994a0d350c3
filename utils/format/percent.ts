import { formatter } from './formatter.ts';

/** Formats a change in percent with its sign: `+12%`; a large one without a fraction. */
export function formatChange(percent: number, locale: string): string {
  return formatter(Intl.NumberFormat, locale, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: Math.abs(percent) < 10 ? 1 : 0,
  }).format(percent / 100);
}

/** Formats a share in percent: `4.5%`. */
export function formatPercent(percent: number, locale: string): string {
  return formatter(Intl.NumberFormat, locale, {
    style: 'percent',
    maximumFractionDigits: 1,
  }).format(percent / 100);
}
