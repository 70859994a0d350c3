import { useEffect, useRef, useState } from 'preact/hooks';
import type { PostText } from '../../../utils/library/posts-record.ts';
import type { TableRows } from './table-rows.ts';

/** The texts that are kept: those of many screens, and far from those of a large library. */
const MAX_KEPT = 4000;

/**
 * Reads the texts of the rows in the document.
 *
 * @param order row numbers in the order shown
 * @returns the texts by post id; a post is missing until its texts are read
 */
export function useRowTexts(
  rows: TableRows,
  order: Uint32Array,
  first: number,
  end: number,
): ReadonlyMap<string, PostText> {
  const texts = useRef(new Map<string, PostText>());
  // Former texts stay on screen until those of a new publication are read.
  const readFrom = useRef(new Map<string, TableRows>());
  const [, render] = useState({});
  useEffect(() => {
    const { ids } = rows.columns;
    // The rows in the document are all read again before the others are dropped.
    const isFull = texts.current.size > MAX_KEPT;
    if (isFull) readFrom.current.clear();
    const missing = order
      .subarray(first, end)
      .filter((row) => readFrom.current.get(ids[row] as string) !== rows);
    if (missing.length === 0) return;
    for (const row of missing) readFrom.current.set(ids[row] as string, rows);
    rows.textsOf(missing).then(
      (read) => {
        if (read === null) return;
        // Two reads of a full map may overlap: the second must not drop what came after the first.
        if (isFull && texts.current.size > MAX_KEPT) texts.current.clear();
        for (const [index, text] of read.entries())
          texts.current.set(ids[missing[index] as number] as string, text);
        render({});
      },
      // Rows without their texts are complete but for them; the next publication reads them again.
      () => undefined,
    );
  }, [rows, order, first, end]);
  return texts.current;
}
