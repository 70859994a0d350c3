/** Folds case and accents, so that `creme` finds `Crème`. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Text of which only the case is to fold. */
const ASCII = /^\p{ASCII}*$/u;

/**
 * Finds `query` in `text`, case and accents folded.
 *
 * @returns the part of `text` that matches, as the indexes of its start and end; `null` when
 *   nothing does
 */
export function findFolded(
  text: string,
  query: string,
): readonly [start: number, end: number] | null {
  const wanted = foldText(query).trim();
  if (wanted === '') return null;
  if (ASCII.test(text)) {
    const start = text.toLowerCase().indexOf(wanted);
    return start < 0 ? null : [start, start + wanted.length];
  }
  // Folding changes lengths: each character of the folded text remembers the place that it came
  // from.
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const part = foldText(character);
    for (let index = 0; index < part.length; index++) {
      starts.push(at);
      ends.push(at + character.length);
    }
    // A combining mark belongs to the character before it.
    if (part === '' && ends.length > 0) ends[ends.length - 1] = at + character.length;
    folded += part;
    at += character.length;
  }
  const found = folded.indexOf(wanted);
  if (found < 0) return null;
  return [starts[found] as number, ends[found + wanted.length - 1] as number];
}
