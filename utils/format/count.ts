/**
 * Writes counts as people of `locale` do. Formatters are costly to make, so one is made for each locale and style.
 */
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(name);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, options);
  formatters.set(name, made);
  return made;
}

/** Every digit: `672,670`. */
export function exactCount(count: number, locale: string): string {
  return formatter(locale, { maximumFractionDigits: 0 }).format(count);
}

/** Short, three digits at most: `673K`, `1.2M`; below a thousand it is exact. */
export function shortCount(count: number, locale: string): string {
  return formatter(locale, { notation: 'compact', maximumSignificantDigits: 3 }).format(count);
}

/** How many times the usual: `8.8`, from ten on without a fraction: `24`. */
export function multiple(value: number, locale: string): string {
  return formatter(locale, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}
