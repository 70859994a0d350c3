import { cleanText } from '../format/clean-text.ts';
import { foldText } from '../format/fold-text.ts';

/** The folded texts of consecutive rows, in UTF-8: half the memory of strings with emoji. */
interface TextBlock {
  readonly firstRow: number;
  readonly bytes: Uint8Array;
  /** The end of each row's text; a byte 0 follows it. */
  readonly ends: Uint32Array;
}

/** Captions of all rows, to be searched as they are typed. */
export interface SearchIndex {
  /** Adds the captions of the rows that follow those added before. */
  add(captions: readonly (string | null)[]): void;
  /** Calls `onRow` for each row whose caption contains `query`, case and accents folded. */
  find(query: string, onRow: (row: number) => void): void;
  /**
   * Calls `onRow` for each row whose caption contains the word, case and accents folded: `#ad` is
   * not in `#adventure`.
   */
  findWord(word: string, onRow: (row: number) => void): void;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Folds a text as the index does: case and accents, without what nobody sees. */
export function foldForSearch(text: string | null): string {
  return foldText(cleanText(text) ?? '');
}

export function createSearchIndex(): SearchIndex {
  const blocks: TextBlock[] = [];
  let rows = 0;
  return {
    add(captions) {
      const texts = captions.map((caption) => foldForSearch(caption));
      const bytes = encoder.encode(texts.map((text) => `${text}\0`).join(''));
      const ends = new Uint32Array(texts.length);
      let at = -1;
      for (let row = 0; row < ends.length; row++) {
        at = bytes.indexOf(0, at + 1);
        ends[row] = at;
      }
      blocks.push({ firstRow: rows, bytes, ends });
      rows += texts.length;
    },
    find(query, onRow) {
      const wanted = encoder.encode(foldForSearch(query));
      if (wanted.length === 0) return;
      for (const block of blocks) findIn(block, wanted, () => true, onRow);
    },
    findWord(word, onRow) {
      const wanted = encoder.encode(foldForSearch(word));
      if (wanted.length === 0) return;
      for (const block of blocks) {
        findIn(block, wanted, (start, end) => isWholeWord(block.bytes, start, end), onRow);
      }
    },
  };
}

function findIn(
  { firstRow, bytes, ends }: TextBlock,
  wanted: Uint8Array,
  isAccepted: (start: number, end: number) => boolean,
  onRow: (row: number) => void,
): void {
  const first = wanted[0] as number;
  const last = bytes.length - wanted.length;
  let row = 0;
  for (let at = 0; at <= last; at++) {
    if (bytes[at] !== first || !matchesAt(bytes, at, wanted)) continue;
    if (!isAccepted(at, at + wanted.length)) continue;
    while ((ends[row] as number) < at) row += 1;
    onRow(firstRow + row);
    at = ends[row] as number;
  }
}

function matchesAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let index = 1; index < wanted.length; index++) {
    if (bytes[at + index] !== wanted[index]) return false;
  }
  return true;
}

/** The longest character in UTF-8, bytes. */
const MAX_CHARACTER_BYTES = 4;
const WORD_CHARACTER = /[\p{L}\p{N}_]/u;

/** Returns true if no letter or digit goes on before or after a part of the bytes. */
function isWholeWord(bytes: Uint8Array, start: number, end: number): boolean {
  const part = decoder.decode(bytes.subarray(start, end));
  const before = decoder.decode(bytes.subarray(Math.max(0, start - MAX_CHARACTER_BYTES), start));
  const after = decoder.decode(bytes.subarray(end, end + MAX_CHARACTER_BYTES));
  const [first = '', last = ''] = [part, [...part].at(-1)];
  const isInside = (side: string, edge: string) =>
    WORD_CHARACTER.test(edge) && WORD_CHARACTER.test(side);
  return (
    !isInside([...before].at(-1) ?? '', [...first][0] ?? '') && !isInside([...after][0] ?? '', last)
  );
}
