import { DeltaTable } from '../breakouts/model/delta-table.ts';
import { MEASURES } from '../breakouts/model/measure.ts';
import type { Post } from '../breakouts/model/post.ts';
import {
  type GainColumns,
  gainOf,
  gainsRecordSchema,
  isNotFound,
  refreshOf,
  rowCount,
} from './gains-record.ts';
import type { Group } from './group.ts';
import type { GroupKey } from './library-database.ts';
import { recordsBeside } from './library-records.ts';

/** The API's deltas of the posts of a library. */
export interface LibraryDeltas {
  readonly deltas: DeltaTable;
  /** The number of posts the API knows no deltas of. */
  readonly notFound: number;
  /** Groups whose deltas are damaged. */
  readonly damaged: readonly Group[];
}

/** Reads the API's deltas of the posts, row by row. @param windows days */
export type ReadDeltas = (windows: readonly number[]) => Promise<LibraryDeltas>;

/** Records that were read at once, without the numbers of their posts. */
export interface LibraryPage {
  readonly ids: readonly string[];
  readonly records: readonly {
    readonly key: GroupKey;
    /** The place of its first post in `ids`, and the number of its posts. */
    readonly start: number;
    readonly rows: number;
  }[];
}

/**
 * Creates the reader of the deltas of some posts. Who keeps it keeps nothing else that was needed
 * to read the posts.
 *
 * @param pages the records that the posts are in
 */
export function deltasReader(posts: readonly Post[], pages: readonly LibraryPage[]): ReadDeltas {
  return (windows) => readDeltas(posts, pages, windows);
}

/**
 * Reads the API's deltas of each post up to its last refresh. Deltas asked for before that refresh
 * are ignored.
 */
async function readDeltas(
  posts: readonly Post[],
  pages: readonly LibraryPage[],
  windows: readonly number[],
): Promise<LibraryDeltas> {
  const deltas = new DeltaTable(posts, windows);
  const notFound = new Set<string>();
  const damaged: Group[] = [];
  for (const { ids, records } of pages) {
    const stored = await recordsBeside(
      'gains',
      records.map(({ key }) => key),
    );
    for (const [index, { key, start, rows }] of records.entries()) {
      const gains = gainsRecordSchema.safeParse(stored[index]);
      if (!gains.success || rowCount(gains.data) !== rows) {
        damaged.push({ list: key[0], account: key[1] });
        continue;
      }
      for (let row = 0; row < rows; row++) {
        const id = ids[start + row] as string;
        const place = deltas.rowOf(id) as number;
        const { lastRefreshedAt } = posts[place] as Post;
        // A row that was not asked for has no refresh, and no gain either.
        if (!Object.is(lastRefreshedAt ?? Number.NaN, refreshOf(gains.data, row))) continue;
        if (isNotFound(gains.data, row)) notFound.add(id);
        takeGains(deltas, place, gains.data, row);
      }
    }
  }
  return { deltas, notFound: notFound.size, damaged };
}

/** Takes the gains of a row of a record for the post in `place`. */
export function takeGains(
  deltas: DeltaTable,
  place: number,
  gains: GainColumns,
  row: number,
): void {
  // By numbers, without an object for each of them: a large library has millions.
  for (let window = 0; window < gains.windows.length; window++) {
    const days = gains.windows[window] as number;
    if (!deltas.windows.includes(days)) continue;
    for (const measure of MEASURES) {
      const gained = gainOf(gains, row, window, measure);
      if (!Number.isNaN(gained)) deltas.take(place, days, measure, gained);
    }
  }
}
