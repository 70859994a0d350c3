type Formatter<Options, Made> = new (locale: string, options: Options) => Made;

const made = new Map<string, unknown>();

/**
 * A formatter of `Intl` for one locale and style. They are costly to make and a list needs
 * hundreds, so each is made once.
 */
export function formatter<Options, Made>(
  kind: Formatter<Options, Made>,
  locale: string,
  options: Options,
): Made {
  const name = `${kind.name} ${locale} ${JSON.stringify(options)}`;
  const known = made.get(name);
  if (known !== undefined) return known as Made;
  const fresh = new kind(locale, options);
  made.set(name, fresh);
  return fresh;
}
