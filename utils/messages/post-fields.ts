import { headlineMultiple } from '../breakouts/model/headline-multiple.ts';
import { cleanText } from '../format/clean-text.ts';
import type { CsvCell } from '../format/to-csv.ts';
import type { ShownPost } from '../state/shown-post.ts';
import type { RowContext } from './row-messages.ts';

/** The columns that have a heading in the catalogue. */
type ExportColumn =
  | keyof ReturnType<typeof postFields>
  | ('state' | 'followers' | 'engagementRate' | 'breakingOutUntil');

/** A post as it is exported, from the popup or the full view. */
type ExportedPost = Omit<ShownPost, 'engagementRate' | 'state' | 'endedAt' | 'followers'>;

/** Returns the fields of an exported post; numbers and times are machine-readable. */
export function postFields(post: ExportedPost, windowDays: number) {
  return {
    account: cleanText(post.accountName),
    platform: post.platform,
    creator: cleanText(post.creatorName),
    category: cleanText(post.category),
    caption: cleanText(post.caption),
    link: post.url,
    posted: isoTime(post.createdAt),
    views: post.views,
    viewsGained: post.gained,
    engagementGained: post.engagementGained,
    windowDays,
    usualGain: rounded(post.expected, 0),
    multiple: rounded(headlineMultiple(post), 2),
    multipleAtLeast: rounded(post.multipleLowerBound, 2),
    breakingOutSince: isoTime(post.flaggedAt),
  } as const satisfies Readonly<Record<string, CsvCell>>;
}

/** Returns the rows of a table: the headings (`export.*`), and a row for each post. */
export function fieldRows<Column extends ExportColumn>(
  columns: readonly Column[],
  posts: readonly Readonly<Record<Column, CsvCell>>[],
  { t }: Pick<RowContext, 't'>,
): readonly (readonly CsvCell[])[] {
  return [
    columns.map((name) => t(`export.${name}`)),
    ...posts.map((fields) => columns.map((name) => fields[name])),
  ];
}

/** Writes a time (ms since epoch) in ISO 8601. */
export function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** Rounds a number. @param digits decimals */
export function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
