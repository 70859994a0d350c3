import type { DeltasByPost } from './delta.ts';
import type { Measure } from './measure.ts';
import type { Post } from './post.ts';

/**
 * What the posts of a library gained over several look-back windows, as columns of numbers: as
 * objects, those of 100,000 posts would not fit a worker. Whatever is not put in is not known; a
 * window that it was not made for is a `RangeError`. It is known of each number whether
 * CreatorAudit gave it or our own history of counts.
 */
export class DeltaTable {
  readonly #posts: readonly Pick<Post, 'id'>[];
  readonly #rows: ReadonlyMap<string, number>;
  readonly #windows: readonly number[];
  /** The cell of row r and the window in place p is r · windows + p. `NaN`: not known. */
  readonly #gained: Readonly<Record<Measure, Float64Array>>;
  /** How much of the window our own history covers, in days; `NaN`: the number is the API's. */
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

  /** The place of a post among those the table was made for. */
  rowOf(id: string): number | undefined {
    return this.#rows.get(id);
  }

  /** Takes a number that the API has given. */
  take(row: number, windowDays: number, measure: Measure, gained: number): void {
    const cell = this.#cell(row, windowDays);
    this.#gained[measure][cell] = gained;
    this.#ownDays[measure][cell] = Number.NaN;
  }

  /**
   * Takes what our own history covers of a window where the API gave no number.
   *
   * @param gained `null`: it covers too little to tell
   */
  fillFromHistory(row: number, windowDays: number, measure: Measure, coveredDays: number, gained: number | null): void {
    const cell = this.#cell(row, windowDays);
    this.#ownDays[measure][cell] = coveredDays;
    if (gained !== null) this.#gained[measure][cell] = gained;
  }

  /** Whether the API gave no number. */
  lacks(row: number, windowDays: number, measure: Measure): boolean {
    return !Number.isNaN(this.#ownDays[measure][this.#cell(row, windowDays)]);
  }

  /** What a post gained over one of the windows (days); `null`: not known. */
  gained(id: string, windowDays: number, measure: Measure): number | null {
    const row = this.#rows.get(id);
    return row === undefined ? null : known(this.#gained[measure][this.#cell(row, windowDays)]);
  }

  /** Whether its rows are these posts, in this order. */
  isOf(posts: readonly Pick<Post, 'id'>[]): boolean {
    return this.#posts === posts;
  }

  /** What all posts gained over one of the windows (days), row by row; `NaN`: not known. */
  gainedColumn(windowDays: number, measure: Measure): Float64Array {
    return this.#column(this.#gained[measure], windowDays);
  }

  /**
   * How much of one of the windows (days) our own history covers of all posts, in days, row by row;
   * `NaN` where the API gave the gain itself. What is covered well enough stands among the gains
   * (`utils/history/fill-deltas.ts`).
   */
  coveredColumn(windowDays: number, measure: Measure): Float64Array {
    return this.#column(this.#ownDays[measure], windowDays);
  }

  #column(cells: Float64Array, windowDays: number): Float64Array {
    const column = new Float64Array(this.#posts.length);
    const first = this.#cell(0, windowDays);
    for (let row = 0; row < column.length; row++) column[row] = cells[first + row * this.#windows.length] as number;
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

/** What a post gained over a window (days), in the measure; `null`: not known. */
export function gainedBy(id: string, deltas: Deltas, windowDays: number, measure: Measure): number | null {
  return deltas instanceof DeltaTable
    ? deltas.gained(id, windowDays, measure)
    : (deltas.get(id)?.[windowDays]?.[measure] ?? null);
}

/** What posts gained over a window (days) in the measure, row by row; `NaN`: not known. */
export function gainedColumn(
  posts: readonly Post[],
  deltas: Deltas,
  windowDays: number,
  measure: Measure,
): Float64Array {
  const column = new Float64Array(posts.length).fill(Number.NaN);
  if (deltas instanceof DeltaTable && !deltas.windows.includes(windowDays)) return column;
  if (deltas instanceof DeltaTable && deltas.isOf(posts)) return deltas.gainedColumn(windowDays, measure);
  for (let row = 0; row < column.length; row++) {
    column[row] = gainedBy((posts[row] as Post).id, deltas, windowDays, measure) ?? Number.NaN;
  }
  return column;
}

/**
 * How much of a window (days) our own history covers, row by row: only a table knows of any.
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
