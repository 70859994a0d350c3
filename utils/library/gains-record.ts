import * as z from 'zod/mini';
import { MEASURES, type Measure } from '../breakouts/model/measure.ts';
import { valueAt } from '../breakouts/stats/value-at.ts';
import type { DeltasResponse } from '../creator-audit/deltas.ts';
import { textColumn } from '../history/text-column.ts';

/** The state of a post whose deltas were never asked for. */
const NOT_ASKED = 0;
/** The API answered for the post. */
const ANSWERED = 1;
/** The API does not know deltas of the post (`meta.not_found`). */
const NOT_FOUND = 2;

/** The places of a row's numbers before its gains. */
const REFRESHED_AT = 0;
const STATE = 1;
const FIRST_GAIN = 2;

/**
 * The API's deltas of some posts, in one buffer: a library has hundreds of thousands of them, and
 * browsers keep half a kilobyte beside each buffer. The row of a post has its last refresh when its
 * deltas were asked for (ms since epoch), its state, its gain of views over each window, and its
 * gain of engagement over each. `NaN`: not known.
 */
const gainColumns = {
  /** Days. */
  windows: z.array(z.number()),
  numbers: z.instanceof(Float64Array),
};

/** The numbers of a row. */
function rowLength({ windows }: { readonly windows: readonly number[] }): number {
  return FIRST_GAIN + MEASURES.length * windows.length;
}

/** The gains of the posts of a library record, row by row. */
export const gainsRecordSchema = z.pipe(
  z.transform(inOneBuffer),
  z
    .object(gainColumns)
    .check(z.refine((record) => record.numbers.length % rowLength(record) === 0)),
);

/** The gains of one response, with their posts. */
export const stagedGainsSchema = z.pipe(
  z.transform(inOneBuffer),
  z
    .object({ ids: textColumn, ...gainColumns })
    .check(z.refine((record) => rowCount(record) === record.ids.length)),
);

export type GainColumns = z.infer<z.ZodMiniObject<typeof gainColumns>>;
export type GainsRecord = z.infer<typeof gainsRecordSchema>;
export type StagedGains = z.infer<typeof stagedGainsSchema>;

/** A record of version 1.0: the gain of row i over window j was at i · windows + j of a column. */
const formerGainsSchema = z.looseObject({
  refreshedAt: z.instanceof(Float64Array),
  windows: z.array(z.number()),
  views: z.instanceof(Float64Array),
  engagement: z.instanceof(Float64Array),
  states: z.instanceof(Uint8Array),
});

/** Converts a record of version 1.0, which had a column for each kind of number. */
function inOneBuffer(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || 'numbers' in stored) return stored;
  const former = formerGainsSchema.safeParse(stored);
  if (!former.success) return stored;
  const { refreshedAt, states, views, engagement, ...record } = former.data;
  const { length } = record.windows;
  const cells = refreshedAt.length * length;
  if (states.length !== refreshedAt.length) return stored;
  if (views.length !== cells || engagement.length !== cells) return stored;
  const numbers: number[] = [];
  for (const [row, at] of refreshedAt.entries()) {
    numbers.push(at, states[row] as number);
    for (const column of [views, engagement]) {
      numbers.push(...column.subarray(row * length, (row + 1) * length));
    }
  }
  return { ...record, numbers: Float64Array.from(numbers) };
}

/** Returns the number of rows of a record. */
export function rowCount(record: GainColumns): number {
  return record.numbers.length / rowLength(record);
}

/** Returns true if the deltas of a row were asked for. */
export function wasAsked(record: GainColumns, row: number): boolean {
  return row < rowCount(record) && stateOf(record, row) !== NOT_ASKED;
}

/** Returns true if the API knows no deltas of a row. */
export function isNotFound(record: GainColumns, row: number): boolean {
  return stateOf(record, row) === NOT_FOUND;
}

function stateOf(record: GainColumns, row: number): number {
  return valueAt(record.numbers, row * rowLength(record) + STATE);
}

/** Returns the last refresh of a row's post when its deltas were asked for; `NaN`: not known. */
export function refreshOf(record: GainColumns, row: number): number {
  return valueAt(record.numbers, row * rowLength(record) + REFRESHED_AT);
}

/** Returns a row's gain over the window in place `window`; `NaN`: not known. */
export function gainOf(record: GainColumns, row: number, window: number, measure: Measure): number {
  return valueAt(record.numbers, row * rowLength(record) + gainPlace(record, window, measure));
}

/** The place of a gain in its row. */
function gainPlace({ windows }: GainColumns, window: number, measure: Measure): number {
  return FIRST_GAIN + MEASURES.indexOf(measure) * windows.length + window;
}

/** A row of a record of gains. */
export interface GainRow {
  readonly record: GainColumns;
  readonly row: number;
}

/** The record of a response. @param windows days */
export function stagedGains(
  asked: readonly (readonly [id: string, refreshedAt: number | null, ...unknown[]])[],
  windows: readonly number[],
  { byPost, notFound }: Pick<DeltasResponse, 'byPost' | 'notFound'>,
): StagedGains {
  const unknown = new Set(notFound);
  const rowOf = (id: string, refreshedAt: number | null) => [
    ...[refreshedAt ?? Number.NaN, unknown.has(id) ? NOT_FOUND : ANSWERED],
    ...MEASURES.flatMap((measure) =>
      windows.map((days) => byPost.get(id)?.[days]?.[measure] ?? Number.NaN),
    ),
  ];
  return {
    ids: asked.map(([id]) => id),
    windows: [...windows],
    numbers: Float64Array.from(asked.flatMap(([id, refreshedAt]) => rowOf(id, refreshedAt))),
  };
}

/**
 * Creates the record of some posts from all known rows of each, the latest last. Rows of an earlier
 * refresh than the latest are dropped; the others are combined, window by window.
 *
 * @param rows empty: the post's deltas were never asked for
 * @param windows days
 */
export function gainsRecord(
  rows: readonly (readonly GainRow[])[],
  windows: readonly number[],
): GainsRecord {
  const length = rowLength({ windows });
  const made: GainsRecord = {
    windows: [...windows],
    numbers: new Float64Array(rows.length * length).fill(Number.NaN),
  };
  for (const [place, sources] of rows.entries()) {
    const last = sources.at(-1);
    made.numbers[place * length + STATE] = last ? stateOf(last.record, last.row) : NOT_ASKED;
    if (last === undefined) continue;
    const refreshedAt = refreshOf(last.record, last.row);
    made.numbers[place * length + REFRESHED_AT] = refreshedAt;
    for (const source of sources) {
      if (Object.is(refreshOf(source.record, source.row), refreshedAt)) {
        takeCells(made, place * length, source);
      }
    }
  }
  return made;
}

/** @param start the place of the row's first number in `made` */
function takeCells(made: GainsRecord, start: number, { record, row }: GainRow): void {
  for (const [window, days] of record.windows.entries()) {
    const taken = made.windows.indexOf(days);
    if (taken < 0) continue;
    for (const measure of MEASURES) {
      const gained = gainOf(record, row, window, measure);
      if (!Number.isNaN(gained)) made.numbers[start + gainPlace(made, taken, measure)] = gained;
    }
  }
}
