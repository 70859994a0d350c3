import type { GroupKey } from './library-database.ts';
import { recordsAt } from './library-records.ts';
import { type PostText, textAt, textRecordSchema } from './posts-record.ts';

export const NO_TEXT: PostText = { caption: null, url: null, coverUrl: null };

/** Reads the texts of the posts at `rows`, by row; those of a damaged record are `null`. */
export type ReadTexts = (rows: Iterable<number>) => Promise<ReadonlyMap<number, PostText>>;

/**
 * Creates the reader of the texts of some posts. Who keeps it keeps nothing else that was needed to
 * read the posts.
 *
 * @param keys the key of the record that each post is in
 * @param recordRows its row there
 */
export function textReader(keys: readonly GroupKey[], recordRows: readonly number[]): ReadTexts {
  return (rows) => readTexts(rows, keys, recordRows);
}

async function readTexts(
  rows: Iterable<number>,
  keys: readonly GroupKey[],
  recordRows: readonly number[],
): Promise<ReadonlyMap<number, PostText>> {
  const wanted = Map.groupBy(rows, (row) => keys[row] as GroupKey);
  const texts = new Map<number, PostText>();
  const records = recordsAt('texts', [...wanted.keys()]);
  for (const rowsThere of wanted.values()) {
    const record = textRecordSchema.safeParse((await records.next()).value);
    for (const row of rowsThere) {
      const text = record.success ? textAt(record.data, recordRows[row] as number) : undefined;
      texts.set(row, text ?? NO_TEXT);
    }
  }
  return texts;
}
