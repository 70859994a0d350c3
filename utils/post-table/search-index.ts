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
  /**
   * Calls `onRow` for each row whose caption contains `query`, case and accents folded.
   *
   * @param onRow gets the row, and a function that returns its folded caption
   */
  find(query: string, onRow: (row: number, caption: () => string) => void): void;
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
      if (wanted.length > 0) for (const block of blocks) findIn(block, wanted, onRow);
    },
  };
}

function findIn(
  { firstRow, bytes, ends }: TextBlock,
  wanted: Uint8Array,
  onRow: (row: number, caption: () => string) => void,
): void {
  const first = wanted[0] as number;
  const last = bytes.length - wanted.length;
  let row = 0;
  for (let at = 0; at <= last; at++) {
    if (bytes[at] !== first || !matchesAt(bytes, at, wanted)) continue;
    while ((ends[row] as number) < at) row += 1;
    const [start, end] = [row === 0 ? 0 : (ends[row - 1] as number) + 1, ends[row] as number];
    onRow(firstRow + row, () => decoder.decode(bytes.subarray(start, end)));
    at = end;
  }
}

function matchesAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  for (let index = 1; index < wanted.length; index++) {
    if (bytes[at + index] !== wanted[index]) return false;
  }
  return true;
}
