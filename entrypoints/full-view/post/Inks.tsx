const INKS = [
  ...(['text', 'quiet', 'grid', 'views', 'usual', 'band', 'moment', 'ground'] as const),
  ...(['tile', 'likes', 'comments', 'shares'] as const),
];

/** The colours that pictures and charts are drawn in. */
export type Inks = Readonly<Record<(typeof INKS)[number], string>>;

/** The colours of the style sheet, for a canvas to read: they differ with the theme. */
export function InkSamples() {
  return (
    <>
      {INKS.map((name) => (
        <i key={name} class={`ink ink-${name}`} hidden />
      ))}
    </>
  );
}

/** Reads the colours, as the theme has them now. @param host an element with `InkSamples` */
export function readInks(host: Element): Inks {
  const entries = INKS.map((name) => {
    const sample = host.querySelector(`:scope > .ink-${name}`);
    if (sample === null) throw new Error(`the element has no sample of the ink ${name}`);
    return [name, getComputedStyle(sample).color];
  });
  return Object.fromEntries(entries) as Inks;
}
