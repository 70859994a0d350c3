import { headlineMultiple } from '../breakouts/model/headline-multiple.ts';
import { cleanText } from '../format/clean-text.ts';
import { type CsvCell, toCsv, toTsv } from '../format/to-csv.ts';
import type { ShownPost } from '../state/shown-post.ts';
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

function rowsOf(
  posts: readonly ShownPost[],
  { t, windowDays }: RowContext,
): readonly (readonly CsvCell[])[] {
  return [
    COLUMNS.map((name) => t(`export.${name}`)),
    ...posts.map((post) => {
      const fields = fieldsOf(post, windowDays);
      return COLUMNS.map((name) => fields[name]);
    }),
  ];
}

function fieldsOf(post: ShownPost, windowDays: number): Fields {
  return {
    state: post.endedAt === null ? post.state : 'ended',
    account: cleanText(post.accountName),
    platform: post.platform,
    creator: cleanText(post.creatorName),
    category: cleanText(post.category),
    followers: post.followers,
    caption: cleanText(post.caption),
    link: post.url,
    posted: isoTime(post.createdAt),
    views: post.views,
    viewsGained: post.gained,
    engagementGained: post.engagementGained,
    engagementRate: rounded(post.engagementRate, 4),
    windowDays,
    usualGain: rounded(post.expected, 0),
    multiple: rounded(headlineMultiple(post), 2),
    multipleAtLeast: rounded(post.multipleLowerBound, 2),
    breakingOutSince: isoTime(post.flaggedAt),
    breakingOutUntil: isoTime(post.endedAt),
  };
}

function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
