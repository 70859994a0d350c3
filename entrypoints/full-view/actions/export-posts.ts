import type { I18nContext } from '../../../components/hooks/i18n-context.ts';
import { listAsMarkdown } from '../../../utils/messages/list-export.ts';
import { postsAsCsv, postsAsJson, postsAsTsv } from '../../../utils/messages/table-export.ts';
import type { ShownPost } from '../../../utils/state/shown-post.ts';

/** The language and time of an export, and the list that it is of. */
export interface ExportContext extends I18nContext {
  readonly windowDays: number;
  /** The name of the list, for headings and file names. */
  readonly listName: string;
}

/** The formats of a saved file. */
export const FILE_FORMATS = ['csv', 'json'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** The formats of text for the clipboard. */
export const COPY_FORMATS = ['markdown', 'tsv', 'links'] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

/** Spreadsheets read a CSV file as UTF-8 by the mark at its start. */
const BYTE_ORDER_MARK = '\ufeff';

/** The address of a saved file's content is kept for this long, ms. */
const CONTENT_KEPT_MS = 60_000;

/** Saves posts as a file. */
export function savePosts(
  posts: readonly ShownPost[],
  format: FileFormat,
  context: ExportContext,
): void {
  const content =
    format === 'csv'
      ? new Blob([BYTE_ORDER_MARK, postsAsCsv(posts, context)], { type: 'text/csv;charset=utf-8' })
      : new Blob([postsAsJson(posts, context)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = `${fileNameOf(context)}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), CONTENT_KEPT_MS);
}

/** Writes posts as text for the clipboard. */
export function postsAsText(
  posts: readonly ShownPost[],
  format: CopyFormat,
  context: ExportContext,
): string {
  switch (format) {
    case 'markdown':
      return listAsMarkdown(context.listName, posts, context);
    case 'tsv':
      return postsAsTsv(posts, context);
    case 'links':
      return posts.flatMap(({ url }) => url ?? []).join('\n');
  }
}

/** The name of a file without its ending: the list, the window and the day. */
function fileNameOf({ listName, windowDays, now }: ExportContext): string {
  const name = listName.toLowerCase().replaceAll(/[\s/\\:*?"<>|]+/g, '-');
  return `${name}-${windowDays}d-${new Date(now).toISOString().slice(0, 10)}`;
}
