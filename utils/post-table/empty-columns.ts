import { type PostColumns, UNKNOWN_REASON } from './post-columns.ts';

/** The columns of `PostColumns` that hold a number for each row. */
export const NUMBER_COLUMNS = [
  'createdAt',
  'firstRefreshedAt',
  'lastRefreshedAt',
  'views',
  'likes',
  'comments',
  'shares',
  'saves',
  'gained',
  'gainDays',
  'expected',
  'usualCount',
  'multiple',
  'gainMultiple',
  'lifetimeMultiple',
  'multipleLowerBound',
  'engagementGained',
  'engagementRate',
  'followers',
  'firstFlaggedAt',
  'endedAt',
] as const satisfies readonly (keyof PostColumns)[];

/**
 * Creates columns for `size` rows: every number unknown, and the rule's order that of the rows.
 *
 * @param facts what is known of the whole
 */
export function emptyColumns(
  size: number,
  facts: Pick<
    PostColumns,
    'windowDays' | 'generation' | 'isComplete' | 'ids' | 'accounts' | 'mediaTypes'
  >,
): PostColumns {
  const numbers = Object.fromEntries(
    NUMBER_COLUMNS.map((name) => [name, new Float64Array(size).fill(Number.NaN)]),
  ) as Record<(typeof NUMBER_COLUMNS)[number], Float64Array>;
  return {
    ...facts,
    ...numbers,
    accountOf: new Uint32Array(size),
    mediaTypeOf: new Uint8Array(size),
    states: new Uint8Array(size),
    reasons: new Uint8Array(size).fill(UNKNOWN_REASON),
    flags: new Uint8Array(size),
    ruleRank: Uint32Array.from({ length: size }, (_, row) => row),
  };
}
