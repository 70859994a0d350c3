import { gatherKnown } from '../stats/gather.ts';
import { leaveOneOut } from '../stats/leave-one-out.ts';
import { medianInPlace } from '../stats/median.ts';
import type { LifetimeColumns } from './lifetime-columns.ts';

/** A format with fewer posts on an account is compared with all posts of the account. */
export const MIN_FORMAT_POSTS = 4;

/**
 * Formats whose levels differ by fewer standard errors than this are one: more posts make a surer
 * level.
 */
const MIN_DIFFERENCE = 2;

const TRIMMED_VARIANCE = 1.15;
const MAD_TO_SIGMA = 1.4826;
const PRIOR_SIGMA = 0.8;
const PRIOR_POSTS = 8;

/**
 * Groups posts for comparison: all posts of their account, or those of their format alone where the
 * account has at least {@link MIN_FORMAT_POSTS} of it and the formats' levels differ by more than
 * chance from how they usually do.
 *
 * @param logLevels log level of each row, brought to one format; `NaN` for rows that do not take
 *   part
 * @returns groups of rows, and for each row the index of its group (-1: unknown account)
 */
export function peersByFormat(
  {
    size,
    accounts,
    accountOf,
    formats,
  }: Pick<LifetimeColumns, 'size' | 'accounts' | 'accountOf' | 'formats'>,
  logLevels: Float64Array,
): { readonly peers: readonly (readonly number[])[]; readonly peersOf: Int32Array } {
  if (formats.length === accounts.length) return { peers: accounts, peersOf: accountOf };
  const byAccount = Map.groupBy(formats, (rows) => accountOf[rows[0] as number] as number);
  const peers: (readonly number[])[] = [];
  const peersOf = new Int32Array(size).fill(-1);
  const assign = (rows: readonly number[], group: readonly number[]) => {
    const place = peers.push(group) - 1;
    for (const row of rows) peersOf[row] = place;
  };
  accounts.forEach((rows, account) => {
    const apart = formatsApart(rows, byAccount.get(account) ?? [], logLevels);
    for (const format of apart) assign(format, format);
    const split = new Set(apart.flat());
    const others = apart.length === 0 ? rows : rows.filter((row) => !split.has(row));
    if (others.length > 0) assign(others, rows);
  });
  return { peers, peersOf };
}

/** Returns the formats of an account that are compared only with themselves. */
function formatsApart(
  rows: readonly number[],
  formats: readonly (readonly number[])[],
  logLevels: Float64Array,
): readonly (readonly number[])[] {
  if (formats.length < 2) return [];
  const large = formats
    .map((format) => ({ format, values: gatherKnown(format, logLevels) }))
    .filter(({ values }) => values.length >= MIN_FORMAT_POSTS);
  const differs = large.some(({ format, values }) => {
    const rest = gatherKnown(
      rows.filter((row) => !format.includes(row)),
      logLevels,
    );
    return rest.length > 0 && Math.abs(difference(values, rest)) > MIN_DIFFERENCE;
  });
  return differs ? large.map(({ format }) => format) : [];
}

/** Returns the difference of two levels, in standard errors. */
function difference(values: Float64Array, others: Float64Array): number {
  const [own, other] = [leaveOneOut(values).trimmedMean(), leaveOneOut(others).trimmedMean()];
  const deviations = Float64Array.from([
    ...values.map((value) => Math.abs(value - own)),
    ...others.map((value) => Math.abs(value - other)),
  ]);
  const count = deviations.length;
  const sigma = MAD_TO_SIGMA * medianInPlace(deviations);
  const variance = (count * sigma ** 2 + PRIOR_POSTS * PRIOR_SIGMA ** 2) / (count + PRIOR_POSTS);
  return (
    (own - other) / Math.sqrt(variance * TRIMMED_VARIANCE * (1 / values.length + 1 / others.length))
  );
}
