import type { I18nContext } from '../../../components/hooks/i18n-context.ts';
import { saveCsv, saveFile } from '../../../utils/browser/save-file.ts';
import { listAsMarkdown, listFileName } from '../../../utils/messages/list-export.ts';
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

/** Saves posts as a file. */
export function savePosts(
  posts: readonly ShownPost[],
  format: FileFormat,
  context: ExportContext,
): void {
  const name = listFileName(context.listName, context);
  if (format === 'csv') saveCsv(name, postsAsCsv(posts, context));
  else {
    const json = new Blob([postsAsJson(posts, context)], { type: 'application/json' });
    saveFile(`${name}.json`, json);
  }
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
