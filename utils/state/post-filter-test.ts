import { foldText } from '../format/fold-text.ts';
import type { PostFilters } from './popup-view.ts';

/** Scripts that put no blanks between words, so that a word may begin and end anywhere. */
const WITHOUT_BLANKS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const LETTER = '[\\p{L}\\p{N}_]';

/** The facts of a post that the filters by followers and words look at. */
export interface FilteredPost {
  readonly followers: number | null;
  readonly caption: string | null;
}

/**
 * Creates the test for the filters by followers and words; `null` where neither is set. The filters
 * by group compare one value and need none.
 */
export function createFilterTest({
  minFollowers,
  excludedWords,
}: Pick<PostFilters, 'minFollowers' | 'excludedWords'>): ((post: FilteredPost) => boolean) | null {
  const hasWord = wordTestOf(excludedWords);
  if (minFollowers === null && hasWord === null) return null;
  return ({ followers, caption }) =>
    (minFollowers === null || (followers ?? 0) >= minFollowers) &&
    (hasWord === null || caption === null || !hasWord(foldText(caption)));
}

/** Splits the words of a filter as typed, at blanks and commas, and folds them. */
export function wordsOf(excludedWords: string | null): readonly string[] {
  return foldText(excludedWords ?? '')
    .split(/[\s,،、]+/)
    .filter((word) => word !== '');
}

/**
 * Creates a test that returns true for a folded caption with one of the words, as a whole word:
 * `#ad` is in "#ad" and "#AD!", not in "#adventure". `null` without words.
 */
export function wordTestOf(
  excludedWords: string | null,
): ((foldedCaption: string) => boolean) | null {
  const words = wordsOf(excludedWords);
  if (words.length === 0) return null;
  const pattern = new RegExp(words.map(patternOf).join('|'), 'u');
  return (caption) => pattern.test(caption);
}

function patternOf(word: string): string {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  if (WITHOUT_BLANKS.test(word)) return escaped;
  const isLetter = (character: string | undefined) => /[\p{L}\p{N}_]/u.test(character ?? '');
  const characters = [...word];
  const before = isLetter(characters[0]) ? `(?<!${LETTER})` : '';
  const after = isLetter(characters.at(-1)) ? `(?!${LETTER})` : '';
  return `${before}${escaped}${after}`;
}
