const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** No character that people write is longer than this, in UTF-16 units; longer ones are split. */
const MAX_CHARACTER_LENGTH = 64;

/**
 * Returns the first `length` UTF-16 units of `text`, or a few less, so that no character as a
 * reader sees it (an emoji with its skin tone, a letter with its accents) is cut in two.
 */
export function truncate(text: string, length: number): string {
  if (text.length <= length) return text;
  // The text after the cut decides if it is a boundary; the next character's two units suffice.
  const cut = characters.segment(text.slice(0, length + 2)).containing(length)?.index ?? length;
  return text.slice(0, length - cut < MAX_CHARACTER_LENGTH ? cut : length).toWellFormed();
}
