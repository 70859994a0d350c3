import { type CsvCell, toCsv, toTsv } from '../format/to-csv.ts';
import type { ShownPost } from '../state/shown-post.ts';
import { fieldRows, isoTime, postFields, rounded } from './post-fields.ts';
import type { RowContext } from './row-messages.ts';

/** The columns of an export, in order; each has a heading in the catalogue (`export.*`). */
const COLUMNS = [
  'state',
  'account',
  'platform',
  'creator',
  'category',
  'followers',
  'caption',
  'link',
  'posted',
  'views',
  'viewsGained',
  'engagementGained',
  'engagementRate',
  'windowDays',
  'usualGain',
  'multiple',
  'multipleAtLeast',
  'breakingOutSince',
  'breakingOutUntil',
] as const;

type Fields = Readonly<Record<(typeof COLUMNS)[number], CsvCell>>;

/** Writes posts of the table as CSV; numbers and times are machine-readable. */
export function postsAsCsv(posts: readonly ShownPost[], context: RowContext): string {
  return toCsv(rowsOf(posts, context));
}

/** Writes posts of the table to paste into a spreadsheet. */
export function postsAsTsv(posts: readonly ShownPost[], context: RowContext): string {
  return toTsv(rowsOf(posts, context));
}

/**
 * Writes posts of the table as JSON. Its names are the same in every language, and what is not
 * known is `null`.
 */
export function postsAsJson(
  posts: readonly ShownPost[],
  { now, windowDays }: Pick<RowContext, 'now' | 'windowDays'>,
): string {
  const content = {
    exportedAt: isoTime(now),
    windowDays,
    posts: posts.map((post) => ({ id: post.id, ...fieldsOf(post, windowDays) })),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function rowsOf(posts: readonly ShownPost[], context: RowContext) {
  const fields = posts.map((post) => fieldsOf(post, context.windowDays));
  return fieldRows(COLUMNS, fields, context);
}

function fieldsOf(post: ShownPost, windowDays: number): Fields {
  const fields: Fields = {
    ...postFields(post, windowDays),
    state: post.endedAt === null ? post.state : 'ended',
    followers: post.followers,
    engagementRate: rounded(post.engagementRate, 4),
    breakingOutUntil: isoTime(post.endedAt),
  };
  return Object.fromEntries(COLUMNS.map((name) => [name, fields[name]])) as Fields;
}
