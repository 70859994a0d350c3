import * as z from 'zod/mini';
import { COUNTS, type Series } from './point.ts';
import { textColumn } from './text-column.ts';
import { NumberWriter, numberReader } from './varint.ts';

/**
 * The series of many posts as one record. Of each post: how many points, then column by column the seconds from each point to the next (the first
 * from 1970 on), the views, the likes, and so on ({@link COUNTS}), as variable-length numbers (`varint.ts`): about 13 bytes a point.
 */
export const packedBucketSchema = z
  .object({
    version: z.literal(1),
    ids: textColumn,
    /** The last refresh of each post, seconds since epoch: tells what is new without unpacking. */
    lastAt: z.instanceof(Uint32Array),
    /** Where in `bytes` each post begins. */
    offsets: z.instanceof(Uint32Array),
    bytes: z.instanceof(Uint8Array),
  })
  .check(z.refine(({ ids, lastAt, offsets }) => lastAt.length === ids.length && offsets.length === ids.length));

export type PackedBucket = z.infer<typeof packedBucketSchema>;

/** Packs the series of posts by id. A post without points takes no place. */
export function packBucket(seriesById: ReadonlyMap<string, Series>): PackedBucket {
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
 * The series of the post at `index` of the bucket; `null` when it has fewer points than `fewest`.
 *
 * @throws RangeError when the bytes do not hold one
 */
function unpackSeries({ bytes, offsets }: PackedBucket, index: number, fewest: number): Series | null {
  const next = numberReader(bytes, offsets[index] ?? bytes.length);
  const length = next() ?? 0;
  if (length < fewest) return null;
  // Each point takes six bytes at least: a damaged length must not fill the memory.
  if (length > bytes.length / 6) throw new RangeError('a packed series is longer than its bucket');
  const column = () => {
    const values: (number | null)[] = [];
    for (let row = 0; row < length; row++) values.push(next());
    return values;
  };
  const [steps = [], views = [], likes = [], comments = [], shares = [], saves = []] = ['at', ...COUNTS].map(column);
  let seconds = 0;
  return steps.map((step, row) => {
    seconds += step ?? 0;
    return {
      at: seconds * 1000,
      views: views[row] ?? null,
      likes: likes[row] ?? null,
      comments: comments[row] ?? null,
      shares: shares[row] ?? null,
      saves: saves[row] ?? null,
    };
  });
}

/** Which series of a bucket are asked for. */
export interface WantedSeries {
  /** Default: of every post. */
  readonly isWanted?: (id: string) => boolean;
  /** Of so many points at least. Default: 0. */
  readonly fewestPoints?: number;
}

/**
 * The series in the bucket by post id.
 *
 * @throws RangeError when one of them cannot be read
 */
export function unpackBucket(
  bucket: PackedBucket,
  { isWanted = () => true, fewestPoints = 0 }: WantedSeries = {},
): Map<string, Series> {
  const seriesById = new Map<string, Series>();
  for (let index = 0; index < bucket.ids.length; index++) {
    const id = bucket.ids[index] as string;
    const series = isWanted(id) ? unpackSeries(bucket, index, fewestPoints) : null;
    if (series !== null) seriesById.set(id, series);
  }
  return seriesById;
}
