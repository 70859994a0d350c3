// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { TableRows } from '../../../entrypoints/full-view/table/table-rows.ts';
import { useRowTexts } from '../../../entrypoints/full-view/table/use-row-texts.ts';
import type { PostText } from '../../../utils/library/posts-record.ts';
import { emptyColumns } from '../../../utils/post-table/empty-columns.ts';

const POSTS = 6000;
/** The rows in the document. */
const SCREEN = 1000;

const order = Uint32Array.from({ length: POSTS }, (_, row) => row);
const columns = emptyColumns(POSTS, {
  ...{ windowDays: 7, generation: 1, isComplete: true, accounts: [], mediaTypes: [] },
  ids: Array.from(order, String),
});

let texts: ReadonlyMap<string, PostText> = new Map();

function Probe({ rows, first }: { readonly rows: TableRows; readonly first: number }) {
  texts = useRowTexts(rows, order, first, first + SCREEN);
  return null;
}

const settled = () => act(() => new Promise((resolve) => setTimeout(resolve)));

/** Rows whose texts are the ids, and which are read when `answer` is called. */
function rowsToRead() {
  const waiting: (() => void)[] = [];
  const rows = {
    columns,
    textsOf: (wanted: Uint32Array) =>
      new Promise((resolve) => {
        const read = Array.from(wanted, (row) => ({ caption: String(row) }));
        waiting.push(() => resolve(read));
      }),
  } as unknown as TableRows;
  return {
    rows,
    answer: async (request = 0) => {
      waiting.splice(request, 1)[0]?.();
      await settled();
    },
  };
}

const captionsFrom = (first: number) =>
  Array.from({ length: SCREEN }, (_, index) => texts.get(String(first + index))?.caption);
const idsFrom = (first: number) =>
  Array.from({ length: SCREEN }, (_, index) => String(first + index));

afterEach(cleanup);

describe('useRowTexts', () => {
  it('keeps the texts in sight when it drops those of rows that are far away', async () => {
    const { rows, answer } = rowsToRead();
    const { rerender } = render(<Probe rows={rows} first={0} />);
    for (let first = 0; first <= POSTS - SCREEN; first += SCREEN / 2) {
      rerender(<Probe rows={rows} first={first} />);
      await settled();
      await answer();
      expect(captionsFrom(first)).toEqual(idsFrom(first));
    }
    expect(texts.size).toBeLessThan(POSTS);
  });

  it('keeps the texts in sight when reads overlap and the second one ends last', async () => {
    const { rows, answer } = rowsToRead();
    const { rerender } = render(<Probe rows={rows} first={0} />);
    const show = async (first: number) => {
      rerender(<Probe rows={rows} first={first} />);
      await settled();
    };
    await answer();
    for (const first of [1000, 2000, 3000, 3500]) {
      await show(first);
      await answer();
    }
    // More than are kept: both reads begin again.
    await show(4000);
    await show(4500);
    await answer();
    await show(5000);
    await answer(1);
    await answer();
    expect(captionsFrom(5000)).toEqual(idsFrom(5000));
  });
});
