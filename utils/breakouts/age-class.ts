import { leaveOneOut } from './leave-one-out.ts';
import type { PostTable } from './post-table.ts';
import { valuesAt } from './values-at.ts';

/** Upper edges of the age classes, in windows; the last class is open. */
const EDGES = [1, 8 / 7, 11 / 7, 2, 3, 5, 9, 17];

/** So many imagined posts without any deviation stand against those of a class: n/(n + 5) of their median counts. */
const IMAGINED_POSTS = 5;

/**
 * By how much posts of a platform deviate from the age curve at each age: the median of the *other* posts of the same age class, shrunk towards 0. Real
 * posts do not follow any power law, and this is where the rule learns what theirs is.
 *
 * @param deviation a logarithm for each row; `NaN` for rows that do not take part, which are told the median of all
 * @returns for each row
 */
export function ageClassMedians(table: PostTable, deviation: Float64Array): Float64Array {
  const { size, age, windowDays, poolOf } = table;
  const classes = EDGES.length + 1;
  const classOf = (row: number) => {
    const windows = (age[row] as number) / windowDays;
    let place = 0;
    while (place < EDGES.length && !(windows <= (EDGES[place] as number))) place++;
    return (poolOf[row] as number) * classes + place;
  };
  const members = Array.from({ length: classes * table.pools }, (): number[] => []);
  for (let row = 0; row < size; row++) {
    if (!Number.isNaN(deviation[row])) members[classOf(row)]?.push(row);
  }
  const groups = members.map((rows) => leaveOneOut(valuesAt(rows, deviation)));
  const medians = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    const group = groups[classOf(row)];
    const own = deviation[row] as number;
    const isMember = !Number.isNaN(own);
    const left = (group?.count ?? 0) - (isMember ? 1 : 0);
    if (group === undefined || left === 0) continue;
    medians[row] = (left / (left + IMAGINED_POSTS)) * (isMember ? group.median(own) : group.median());
  }
  return medians;
}
