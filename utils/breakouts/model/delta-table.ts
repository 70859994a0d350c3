import { valueAt } from '../stats/value-at.ts';
import type { DeltasByPost } from './delta.ts';
import type { Measure } from './measure.ts';
import type { Post } from './post.ts';

/**
 * The gains of a library's posts over several look-back windows, as columns of numbers: as objects,
 * those of 100,000 posts would not fit a worker. A value that was not set is unknown; a window that
 * the table was not made for is a `RangeError`. For each number it is known if CreatorAudit gave it
 * or our own history of counts.
 */
export class DeltaTable {
  readonly #posts: readonly Pick<Post, 'id'>[];
  readonly #rows: ReadonlyMap<string, number>;
  readonly #windows: readonly number[];
  /** The cell of row r and the window in place p is r · windows + p. `NaN`: not known. */
  readonly #gained: Readonly<Record<Measure, Float64Array>>;
  /** The days of the window that our own history covers; `NaN`: the number is the API's. */
  readonly #ownDays: Readonly<Record<Measure, Float64Array>>;

  /** @param windows days, each once */
  constructor(posts: readonly Pick<Post, 'id'>[], windows: readonly number[]) {
    const cells = posts.length * windows.length;
    this.#posts = posts;
    this.#rows = new Map(posts.map(({ id }, row) => [id, row]));
    this.#windows = windows;
    const gained = () => new Float64Array(cells).fill(Number.NaN);
    this.#gained = { views: gained(), engagement: gained() };
    this.#ownDays = { views: new Float64Array(cells), engagement: new Float64Array(cells) };
  }

  get windows(): readonly number[] {
    return this.#windows;
  }

  /** Returns the row of a post. */
  rowOf(id: string): number | undefined {
    return this.#rows.get(id);
  }

  /** Sets a number of the API. */
  take(row: number, windowDays: number, measure: Measure, gained: number): void {
    const cell = this.#cell(row, windowDays);
    this.#gained[measure][cell] = gained;
    this.#ownDays[measure][cell] = Number.NaN;
  }

  /**
   * Sets the gain of our own history over a window where the API gave no number.
   *
   * @param gained `null`: it covers too little
   */
  fillFromHistory(
    row: number,
    windowDays: number,
    measure: Measure,
    coveredDays: number,
    gained: number | null,
  ): void {
    const cell = this.#cell(row, windowDays);
    this.#ownDays[measure][cell] = coveredDays;
    if (gained !== null) this.#gained[measure][cell] = gained;
  }

  /** Returns true if the API gave no number. */
  isMissing(row: number, windowDays: number, measure: Measure): boolean {
    return !Number.isNaN(this.#ownDays[measure][this.#cell(row, windowDays)]);
  }

  /** Returns the gain of a post over one of the windows (days); `null`: unknown. */
  gained(id: string, windowDays: number, measure: Measure): number | null {
    const row = this.#rows.get(id);
    return row === undefined ? null : known(this.#gained[measure][this.#cell(row, windowDays)]);
  }

  /** Returns true if its rows are these posts, in this order. */
  isOf(posts: readonly Pick<Post, 'id'>[]): boolean {
    return this.#posts === posts;
  }

  /** Returns the gains of all posts over one of the windows (days), row by row; `NaN`: unknown. */
  gainedColumn(windowDays: number, measure: Measure): Float64Array {
    return this.#column(this.#gained[measure], windowDays);
  }

  /**
   * Returns the days of one of the windows (days) that our own history covers, row by row; `NaN`
   * where the API gave the gain itself. Gains with sufficient coverage are among the gains
   * (`utils/history/fill-deltas.ts`).
   */
  coveredColumn(windowDays: number, measure: Measure): Float64Array {
    return this.#column(this.#ownDays[measure], windowDays);
  }

  #column(cells: Float64Array, windowDays: number): Float64Array {
    const column = new Float64Array(this.#posts.length);
    const first = this.#cell(0, windowDays);
    for (let row = 0; row < column.length; row++)
      column[row] = valueAt(cells, first + row * this.#windows.length);
    return column;
  }

  #cell(row: number, windowDays: number): number {
    const place = this.#windows.indexOf(windowDays);
    if (place < 0) throw new RangeError(`the table has no window of ${windowDays} days`);
    return row * this.#windows.length + place;
  }
}

/** The deltas of many posts: as columns, or by post id where they are few. */
export type Deltas = DeltaTable | DeltasByPost;

/** Returns the gain of a post over a window (days), in the measure; `null`: unknown. */
function gainedBy(id: string, deltas: Deltas, windowDays: number, measure: Measure): number | null {
  return deltas instanceof DeltaTable
    ? deltas.gained(id, windowDays, measure)
    : (deltas.get(id)?.[windowDays]?.[measure] ?? null);
}

/** Returns the gains of posts over a window (days) in the measure, row by row; `NaN`: unknown. */
export function gainedColumn(
  posts: readonly Post[],
  deltas: Deltas,
  windowDays: number,
  measure: Measure,
): Float64Array {
  const column = new Float64Array(posts.length).fill(Number.NaN);
  if (deltas instanceof DeltaTable && !deltas.windows.includes(windowDays)) return column;
  if (deltas instanceof DeltaTable && deltas.isOf(posts))
    return deltas.gainedColumn(windowDays, measure);
  for (let row = 0; row < column.length; row++) {
    column[row] = gainedBy((posts[row] as Post).id, deltas, windowDays, measure) ?? Number.NaN;
  }
  return column;
}

/**
 * Returns the days of a window (days) that our own history covers, row by row; only a table has
 * any.
 *
 * @returns days; `NaN` where the API gave the gain
 */
export function coveredColumn(
  posts: readonly Post[],
  deltas: Deltas,
  windowDays: number,
  measure: Measure,
): Float64Array {
  return deltas instanceof DeltaTable && deltas.isOf(posts)
    ? deltas.coveredColumn(windowDays, measure)
    : new Float64Array(posts.length).fill(Number.NaN);
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
