import * as z from 'zod/mini';
import type { DeltasResponse } from '../creator-audit/deltas.ts';
import { textColumn } from '../history/text-column.ts';

const numbers = z.instanceof(Float64Array);

/** The API answered for the post. */
const ANSWERED = 1;
/** The API does not know deltas of the post (`meta.not_found`). */
export const NOT_FOUND = 2;

/**
 * The API's deltas of some posts, as columns: a library has hundreds of thousands of them. `NaN` is
 * "not known". The gain of post i over window j is at i · windows + j.
 */
const gainColumns = {
  /** The last refresh of the post when its deltas were asked for, ms since epoch. */
  refreshedAt: numbers,
  /** Days. */
  windows: z.array(z.number()),
  views: numbers,
  engagement: numbers,
  /** 0: never asked for. */
  states: z.instanceof(Uint8Array),
};

function isConsistent(record: GainColumns): boolean {
  const { refreshedAt, windows, views, engagement, states } = record;
  return (
    states.length === refreshedAt.length &&
    [views, engagement].every(({ length }) => length === refreshedAt.length * windows.length)
  );
}

/** The gains of the posts of a library record, row by row. */
export const gainsRecordSchema = z.object(gainColumns).check(z.refine(isConsistent));

/** The gains of one response, with their posts. */
export const stagedGainsSchema = z
  .object({ ids: textColumn, ...gainColumns })
  .check(
    z.refine((record) => isConsistent(record) && record.refreshedAt.length === record.ids.length),
  );

export type GainColumns = z.infer<z.ZodMiniObject<typeof gainColumns>>;
export type GainsRecord = z.infer<typeof gainsRecordSchema>;
export type StagedGains = z.infer<typeof stagedGainsSchema>;

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
  const column = (measure: 'views' | 'engagement') =>
    Float64Array.from(
      asked.flatMap(([id]) =>
        windows.map((days) => byPost.get(id)?.[days]?.[measure] ?? Number.NaN),
      ),
    );
  return {
    ids: asked.map(([id]) => id),
    refreshedAt: Float64Array.from(asked, ([, refreshedAt]) => refreshedAt ?? Number.NaN),
    windows: [...windows],
    views: column('views'),
    engagement: column('engagement'),
    states: Uint8Array.from(asked, ([id]) => (unknown.has(id) ? NOT_FOUND : ANSWERED)),
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
  const made: GainsRecord = {
    refreshedAt: new Float64Array(rows.length).fill(Number.NaN),
    windows: [...windows],
    views: new Float64Array(rows.length * windows.length).fill(Number.NaN),
    engagement: new Float64Array(rows.length * windows.length).fill(Number.NaN),
    states: new Uint8Array(rows.length),
  };
  for (const [place, sources] of rows.entries()) {
    const last = sources.at(-1);
    if (last === undefined) continue;
    const refreshedAt = last.record.refreshedAt[last.row] ?? Number.NaN;
    made.refreshedAt[place] = refreshedAt;
    made.states[place] = last.record.states[last.row] ?? 0;
    for (const source of sources) {
      if (Object.is(source.record.refreshedAt[source.row], refreshedAt)) {
        takeCells(made, place, source);
      }
    }
  }
  return made;
}

function takeCells(made: GainsRecord, place: number, { record, row }: GainRow): void {
  for (const [index, days] of record.windows.entries()) {
    const column = made.windows.indexOf(days);
    if (column < 0) continue;
    for (const measure of ['views', 'engagement'] as const) {
      const gained = record[measure][row * record.windows.length + index] ?? Number.NaN;
      if (!Number.isNaN(gained)) made[measure][place * made.windows.length + column] = gained;
    }
  }
}

/** Returns true if the deltas of a row were asked for. */
export function wasAsked({ states }: GainColumns, row: number): boolean {
  return (states[row] ?? 0) > 0;
}
