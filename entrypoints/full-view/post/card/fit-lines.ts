/** Measures the width of a text in the font that it will be drawn in, pixels. */
export type MeasureText = (text: string) => number;

const ELLIPSIS = '…';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Breaks a text into lines no wider than `width`. What does not fit into `maxLines` ends with an
 * ellipsis; a word that is wider than a line is broken, and no character as a reader sees it is.
 */
export function fitLines(
  text: string,
  width: number,
  maxLines: number,
  measure: MeasureText,
): readonly string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest !== '' && lines.length < maxLines) {
    const isLast = lines.length === maxLines - 1;
    if (measure(rest) <= width) {
      lines.push(rest);
      return lines;
    }
    const line = isLast ? cutTo(rest, width, measure) : breakAt(rest, width, measure);
    lines.push(line);
    rest = rest.slice(line.length).trimStart();
  }
  return lines;
}

/** The start of a text that fits, ended by an ellipsis. */
function cutTo(text: string, width: number, measure: MeasureText): string {
  const start = longestStart(text, (part) => measure(part.trimEnd() + ELLIPSIS) <= width);
  return start.trimEnd() + ELLIPSIS;
}

/** The words that fit on a line; where not even one does, the part of it that does. */
function breakAt(text: string, width: number, measure: MeasureText): string {
  const start = longestStart(text, (part) => measure(part.trimEnd()) <= width);
  if (/\s/.test(text.charAt(start.length)) || /\s$/.test(start)) return start.trimEnd();
  const words = start.replace(/\S+$/, '').trimEnd();
  return words === '' ? start : words;
}

/** The longest start that fits, in whole characters; at least one, so that lines come to an end. */
function longestStart(text: string, fits: (part: string) => boolean): string {
  const ends = Array.from(graphemes.segment(text), ({ index, segment }) => index + segment.length);
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(text.slice(0, ends[middle]))) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, ends[low]);
}

/** Letters that are written from right to left (Unicode, bidirectional classes R and AL). */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Returns the direction of a text by its first letter, as `dir="auto"` does. */
export function directionOf(text: string, otherwise: 'ltr' | 'rtl'): 'ltr' | 'rtl' {
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter === undefined) return otherwise;
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}
