import * as z from 'zod/mini';
import { COUNTS, type Series } from './point.ts';
import { textColumn } from './text-column.ts';
import { NumberWriter, numberReader } from './varint.ts';

/**
 * The series of many posts as one record. Of each post: the number of points, then column by column
 * the seconds from each point to the next (the first from 1970 on), the views, the likes, and so on
 * ({@link COUNTS}), as variable-length numbers (`varint.ts`): about 13 bytes a point.
 */
export const packedSeriesSchema = z
  .object({
    version: z.literal(1),
    ids: textColumn,
    /** The last refresh of each post, seconds since epoch: known without unpacking. */
    lastAt: z.instanceof(Uint32Array),
    /** The place in `bytes` where each post begins. */
    offsets: z.instanceof(Uint32Array),
    bytes: z.instanceof(Uint8Array),
  })
  .check(
    z.refine(
      ({ ids, lastAt, offsets }) => lastAt.length === ids.length && offsets.length === ids.length,
    ),
  );

export type PackedSeries = z.infer<typeof packedSeriesSchema>;

/** Packs the series of posts by id. A post without points is left out. */
export function packSeries(seriesById: ReadonlyMap<string, Series>): PackedSeries {
  const kept = [...seriesById].filter(([, series]) => series.length > 0);
  const offsets: number[] = [];
  const writer = new NumberWriter();
  for (const [, series] of kept) {
    offsets.push(writer.length);
    writer.push(series.length);
    let before = 0;
    for (const { at } of series) {
      writer.push(at / 1000 - before);
      before = at / 1000;
    }
    for (const count of COUNTS) for (const point of series) writer.push(point[count]);
  }
  return {
    version: 1,
    ids: kept.map(([id]) => id),
    lastAt: Uint32Array.from(kept, ([, series]) => (series.at(-1)?.at ?? 0) / 1000),
    offsets: new Uint32Array(offsets),
    bytes: writer.bytes(),
  };
}

/**
 * The series of the post at `index` of the record; `null` when it has fewer points than `fewest`.
 *
 * @throws RangeError when the bytes do not hold one
 */
function unpackOne({ bytes, offsets }: PackedSeries, index: number, fewest: number): Series | null {
  const next = numberReader(bytes, offsets[index] ?? bytes.length);
  const length = next() ?? 0;
  if (length < fewest) return null;
  // Each point takes six bytes at least: a damaged length must not fill the memory.
  if (length > bytes.length / 6) throw new RangeError('a packed series is longer than its record');
  const column = () => {
    const values: (number | null)[] = [];
    for (let row = 0; row < length; row++) values.push(next());
    return values;
  };
  const steps = column();
  const counts = Object.fromEntries(COUNTS.map((count) => [count, column()])) as Record<
    (typeof COUNTS)[number],
    (number | null)[]
  >;
  let seconds = 0;
  return steps.map((step, row) => {
    seconds += step ?? 0;
    return {
      at: seconds * 1000,
      views: counts.views[row] ?? null,
      likes: counts.likes[row] ?? null,
      comments: counts.comments[row] ?? null,
      shares: counts.shares[row] ?? null,
      saves: counts.saves[row] ?? null,
    };
  });
}

/** The selection of a record's series. */
export interface WantedSeries {
  /** Default: of every post. */
  readonly isWanted?: (id: string) => boolean;
  /** Only series of at least this many points. Default: 0. */
  readonly fewestPoints?: number;
}

/**
 * Unpacks the series of a record, by post id.
 *
 * @throws RangeError when one of them cannot be read
 */
export function unpackSeries(
  record: PackedSeries,
  { isWanted = () => true, fewestPoints = 0 }: WantedSeries = {},
): Map<string, Series> {
  const seriesById = new Map<string, Series>();
  for (let index = 0; index < record.ids.length; index++) {
    const id = record.ids[index] as string;
    const series = isWanted(id) ? unpackOne(record, index, fewestPoints) : null;
    if (series !== null) seriesById.set(id, series);
  }
  return seriesById;
}

/** Unpacks a stored record; `null` when it is damaged, no series when there is none. */
export function parseSeries(stored: unknown, wanted?: WantedSeries): Map<string, Series> | null {
  if (stored === undefined) return new Map();
  const packed = packedSeriesSchema.safeParse(stored);
  if (!packed.success) return null;
  try {
    return unpackSeries(packed.data, wanted);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
