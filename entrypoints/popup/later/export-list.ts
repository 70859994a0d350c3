import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { copyText } from '../../../utils/browser/copy-text.ts';
import { saveCsv } from '../../../utils/browser/save-file.ts';
import { listAsCsv, listAsMarkdown, listFileName } from '../../../utils/messages/list-export.ts';
import type { RowContext } from '../../../utils/messages/row-messages.ts';
import type { CommandContext } from './create-commands.ts';

type Say = Pick<CommandContext, 't' | 'say'>;

/** Copies a list as Markdown. */
export async function copyList(
  name: string,
  posts: readonly RankedPost[],
  context: RowContext & Say,
): Promise<void> {
  await copyText(listAsMarkdown(name, posts, context), context.t('toast.listCopied'), context);
}

/** Saves a list as a CSV file. */
export function exportList(
  name: string,
  posts: readonly RankedPost[],
  context: RowContext & Say,
): void {
  saveCsv(listFileName(name, context), listAsCsv(posts, context));
  context.say(context.t('toast.exported'));
}
