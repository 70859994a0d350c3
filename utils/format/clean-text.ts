/**
 * Characters that reorder the text around them (embeddings and overrides U+202A–202E, isolates
 * U+2066–2069), zero-width characters that join nothing, and control characters. Joiners (U+200C,
 * U+200D) stay: emoji and Persian need them.
 */
const HARMFUL = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\u180e\u00ad]|(?![\t\n])\p{Cc}/gu;

/**
 * A character that shows something: neither a space nor a format character, and none of the blank
 * letters.
 */
const VISIBLE = /[^\s\p{C}\p{M}\u115f\u1160\u2800\u3164\uffa0]/u;

/**
 * Cleans text from outside, so that it is safe beside our own; `null` where nothing of it would be
 * visible.
 */
export function cleanText(text: string | null): string | null {
  if (text === null) return null;
  const clean = text.replace(HARMFUL, '').trim();
  return VISIBLE.test(clean) ? clean : null;
}

/** Makes text one line: any white space becomes one space. */
export function toOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
