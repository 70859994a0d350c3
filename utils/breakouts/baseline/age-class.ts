import type { PostTable } from '../model/post-table.ts';
import { gather } from '../stats/gather.ts';
import { leaveOneOut } from '../stats/leave-one-out.ts';
import { valueAt } from '../stats/value-at.ts';

/** Upper edges of the age classes, in windows; the last class is open. */
const EDGES = [1, 8 / 7, 11 / 7, 2, 3, 5, 9, 17];

/** The weight of the prior, in posts without deviation: n/(n + 5) of a class's median counts. */
const PRIOR_POSTS = 5;

/** The age class of each row, by platform, and the number of classes. */
export interface AgeClasses {
  readonly of: Int32Array;
  readonly count: number;
}

/** Assigns the posts to age classes; those of unknown age to the last. */
export function ageClasses({ size, age, windowDays, poolOf, pools }: PostTable): AgeClasses {
  const ofPool = EDGES.length + 1;
  const of = new Int32Array(size);
  for (let row = 0; row < size; row++) {
    const windows = valueAt(age, row) / windowDays;
    let place = 0;
    while (place < EDGES.length && !(windows <= (EDGES[place] as number))) place++;
    of[row] = (poolOf[row] as number) * ofPool + place;
  }
  return { of, count: ofPool * pools };
}

/**
 * Computes how posts of a platform deviate from the age curve at each age: the median of the
 * *other* posts of the same age class, shrunk towards 0. Real posts do not follow any power law
 * exactly; the rule learns their curve here.
 *
 * @param deviation a logarithm for each row; `NaN` for rows that do not take part, which get the
 *   median of all
 * @returns for each row
 */
export function ageClassMedians(classes: AgeClasses, deviation: Float64Array): Float64Array {
  const members = Array.from({ length: classes.count }, (): number[] => []);
  for (let row = 0; row < deviation.length; row++) {
    if (!Number.isNaN(deviation[row])) members[classes.of[row] as number]?.push(row);
  }
  const groups = members.map((rows) => leaveOneOut(gather(rows, deviation)));
  const medians = new Float64Array(deviation.length);
  for (let row = 0; row < deviation.length; row++) {
    const group = groups[classes.of[row] as number];
    const own = valueAt(deviation, row);
    const isMember = !Number.isNaN(own);
    const left = (group?.count ?? 0) - (isMember ? 1 : 0);
    if (group === undefined || left === 0) continue;
    medians[row] = (left / (left + PRIOR_POSTS)) * (isMember ? group.median(own) : group.median());
  }
  return medians;
}
