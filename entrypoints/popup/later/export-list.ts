import type { RankedPost } from '../../../utils/breakouts/output/ranked-post.ts';
import { listAsCsv, listAsMarkdown } from '../../../utils/messages/list-export.ts';
import type { RowContext } from '../../../utils/messages/row-messages.ts';
import { type CommandContext, copyText } from './create-commands.ts';

type Say = Pick<CommandContext, 't' | 'say'>;

/** Copies a list as Markdown. */
export async function copyList(
  name: string,
  posts: readonly RankedPost[],
  context: RowContext & Say,
): Promise<void> {
  await copyText(listAsMarkdown(name, posts, context), context.t('toast.listCopied'), context);
}

/** Saves a list as a CSV file; the mark at its start makes spreadsheets read it as UTF-8. */
export function exportList(
  name: string,
  posts: readonly RankedPost[],
  context: RowContext & Say,
): void {
  const file = new Blob(['\ufeff', listAsCsv(posts, context)], { type: 'text/csv;charset=utf-8' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  const day = new Date(context.now).toISOString().slice(0, 10);
  link.download = `${name.toLowerCase().replaceAll(' ', '-')}-${context.windowDays}d-${day}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  context.say(context.t('toast.exported'));
}
