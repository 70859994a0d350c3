import { headlineMultiple } from '../breakouts/model/headline-multiple.ts';
import type { RankedPost } from '../breakouts/output/ranked-post.ts';
import { formatDateTime } from '../format/age.ts';
import { cleanText, toOneLine } from '../format/clean-text.ts';
import { formatCompact, formatCount, formatMultiple } from '../format/count.ts';
import { toCsv } from '../format/to-csv.ts';
import type { ShownPost } from '../state/shown-post.ts';
import { fieldRows, postFields } from './post-fields.ts';
import { accountLabel, gainPeriod, type RowContext } from './row-messages.ts';

/** The longest caption in copied text, characters. */
const MAX_CAPTION = 120;

/** The columns of a list as CSV, in order. */
const COLUMNS = [
  'account',
  'platform',
  'creator',
  'category',
  'caption',
  'link',
  'posted',
  'views',
  'viewsGained',
  'engagementGained',
  'windowDays',
  'usualGain',
  'multiple',
  'multipleAtLeast',
  'breakingOutSince',
] as const;

/** A post as lists are copied: any that pages show, compared or not. */
type CopiedPost = Pick<
  ShownPost,
  | 'accountName'
  | 'caption'
  | 'url'
  | 'createdAt'
  | 'lastRefreshedAt'
  | 'gained'
  | 'gainDays'
  | 'multiple'
  | 'lifetimeMultiple'
  | 'headline'
  | 'fewUsualViews'
>;

/** Writes a post as one line of text: account, caption, figures and address. */
export function postAsText(post: CopiedPost, context: RowContext): string {
  const account = accountLabel(post.accountName, context.t);
  return [`${account}: ${captionOf(post, context)} – ${figuresOf(post, context)}`, post.url]
    .filter((part) => part !== null)
    .join(' ');
}

/** Writes a post as Markdown: a link to it, and its figures. */
export function postAsMarkdown(post: CopiedPost, context: RowContext): string {
  const { t } = context;
  const label = escapeMarkdown(`${accountLabel(post.accountName, t)}: ${captionOf(post, context)}`);
  const link =
    post.url === null
      ? label
      : `[${label}](<${encodeURI(decodeSafely(post.url)).replace(/[<>]/g, '')}>)`;
  return `${link} – ${figuresOf(post, context)}`;
}

/** Writes a list as Markdown: its name and window, and a line for each post. */
export function listAsMarkdown(
  name: string,
  posts: readonly CopiedPost[],
  context: RowContext,
): string {
  return [
    `## ${listTitle(name, context)}`,
    '',
    ...posts.map((post) => `1. ${postAsMarkdown(post, context)}`),
    '',
  ].join('\n');
}

/** Writes the heading of a list outside of the extension: its name, its window, and the time. */
export function listTitle(name: string, { t, locale, now, windowDays }: RowContext): string {
  const days = t.plural('days', windowDays, formatCount(windowDays, locale));
  return t('export.title', name, days, formatDateTime(now, now + 1e9, locale));
}

/** Returns the name of a list's file without its ending: the list, the window and the day. */
export function listFileName(
  name: string,
  { now, windowDays }: Pick<RowContext, 'now' | 'windowDays'>,
): string {
  const safeName = name.toLowerCase().replaceAll(/[\s/\\:*?"<>|]+/g, '-');
  return `${safeName}-${windowDays}d-${new Date(now).toISOString().slice(0, 10)}`;
}

/** Writes a list as CSV, a row for each post; numbers and times are machine-readable. */
export function listAsCsv(posts: readonly RankedPost[], context: RowContext): string {
  const fields = posts.map((post) => postFields(post, context.windowDays));
  return toCsv(fieldRows(COLUMNS, fields, context));
}

function captionOf(post: CopiedPost, { t }: RowContext): string {
  const caption = cleanText(post.caption);
  if (caption === null) return t('row.noCaption');
  const characters = [...toOneLine(caption)];
  return characters.length > MAX_CAPTION
    ? `${characters.slice(0, MAX_CAPTION - 1).join('')}…`
    : characters.join('');
}

function figuresOf(post: CopiedPost, context: RowContext): string {
  const { t, locale } = context;
  const { gained } = post;
  if (gained === null) return t('fullView.noGain');
  const multiple = headlineMultiple(post);
  const gain = t.plural(
    'row.viewsGained',
    gained,
    formatCompact(gained, locale),
    gainPeriod(post, context),
  );
  return multiple === null ? gain : t('export.figures', formatMultiple(multiple, locale), gain);
}

/** Keeps text from being read as markup, and from breaking out of a link's label. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, (character) => `\\${character}`);
}

function decodeSafely(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
