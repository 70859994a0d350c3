import { POST_STATES, type PostState } from '../../utils/breakouts/model/post-state.ts';
import type { ClassificationReason } from '../../utils/breakouts/rule/classification.ts';
import { emptyColumns, NUMBER_COLUMNS } from '../../utils/post-table/empty-columns.ts';
import {
  CLASSIFICATION_REASONS,
  type PostColumns,
  type TableAccount,
} from '../../utils/post-table/post-columns.ts';

/** A row of `PostColumns` as an object; numbers that are left out are unknown. */
export interface TableRow
  extends Partial<Record<(typeof NUMBER_COLUMNS)[number], number>>,
    Partial<TableAccount> {
  readonly id?: string;
  readonly state?: PostState;
  readonly reason?: ClassificationReason;
}

/** Creates columns with these rows, in the rule's order. Each row has an account of its own. */
export function postColumns(
  rows: readonly TableRow[],
  changes: Partial<PostColumns> = {},
): PostColumns {
  const accounts = rows.map(
    (row): TableAccount => ({
      accountKey: row.accountKey ?? 'account',
      accountName: row.accountName === undefined ? 'someone' : row.accountName,
      platform: row.platform ?? 'instagram',
      creatorName: row.creatorName ?? null,
      category: row.category ?? null,
      tags: row.tags ?? row.profile?.tags ?? [],
      profile: row.profile ?? null,
    }),
  );
  const columns = emptyColumns(rows.length, {
    ...{ windowDays: 7, generation: 1, isComplete: true, accounts, mediaTypes: [null] },
    ids: rows.map(({ id }, index) => id ?? `post-${index}`),
  });
  for (const [index, row] of rows.entries()) {
    columns.accountOf[index] = index;
    columns.states[index] = POST_STATES.indexOf(row.state ?? 'ordinary');
    columns.reasons[index] = CLASSIFICATION_REASONS.indexOf(
      row.reason === undefined ? 'low-multiple' : (row.reason as 'low-multiple'),
    );
    for (const name of NUMBER_COLUMNS) columns[name][index] = row[name] ?? Number.NaN;
  }
  return { ...columns, ...changes };
}
