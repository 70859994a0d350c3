import down from 'virtual:lucide/arrow-down';
import up from 'virtual:lucide/arrow-up';
import { useI18n } from '../../../components/hooks/i18n-context.ts';
import { Icon } from '../../../components/Icon.tsx';
import type { FullViewColumn, FullViewSort } from '../../../utils/state/full-view-state.ts';
import { Check } from './Check.tsx';

/** A cell of the head: a column, or the one that selects every row. */
export type HeadCell = FullViewColumn | 'select';

/** The row of the table that names and sorts its columns. It stays in sight. */
export function TableHead(props: {
  readonly visible: readonly FullViewColumn[];
  readonly sort: FullViewSort;
  readonly selection: 'all' | 'some' | 'none';
  /** The cell that the Tab key reaches; `null`: it reaches a row. */
  readonly focusable: HeadCell | null;
}) {
  const { t } = useI18n();
  const { sort, visible, focusable } = props;
  return (
    <div class="table-row table-head" role="row" aria-rowindex={1}>
      <span class="cell select" role="columnheader" aria-colindex={1}>
        <button
          type="button"
          class="head-button"
          role="checkbox"
          aria-checked={
            props.selection === 'some' ? 'mixed' : props.selection === 'all' ? 'true' : 'false'
          }
          aria-label={t('table.select')}
          title={t('table.select')}
          tabIndex={focusable === 'select' ? 0 : -1}
          data-head="select"
        >
          <Check state={props.selection} />
        </button>
      </span>
      {visible.map((column, index) => {
        const isSorted = sort.column === column;
        return (
          <span
            key={column}
            class={column === 'state' || column === 'post' ? 'cell' : 'cell number'}
            role="columnheader"
            aria-colindex={index + 2}
            aria-sort={isSorted ? sort.direction : undefined}
            data-column={column}
          >
            <button
              type="button"
              class="head-button"
              tabIndex={focusable === column ? 0 : -1}
              title={t(`table.columns.${column}`)}
              data-head={column}
            >
              <span class="head-name">{t(`table.columns.${column}`)}</span>
              {isSorted && <Icon nodes={sort.direction === 'ascending' ? up : down} />}
            </button>
          </span>
        );
      })}
    </div>
  );
}
